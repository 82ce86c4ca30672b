"""SQL that SQLite and PostgreSQL say differently: expressions that compile for either."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    ColumnElement,
    Integer,
    TableValuedAlias,
    Text,
    column,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


def among(sought: Any, values: Iterable[int] | Iterable[str]) -> ColumnElement[bool]:
    """The condition that a column holds one of any number of ids or keys."""
    listed = _listed(sorted(values), is_number=isinstance(sought.type, Integer))
    return sought.in_(select(listed.c.value))  # type: ignore[no-any-return]


def numbered(ids: Iterable[int]) -> TableValuedAlias:
    """A table of any number of ids: each as `value`, and its place from 0 as `key`."""
    return _listed(list(ids), is_number=True)


def json_in(content: Any) -> ColumnElement[Any]:
    """The JSON in a column of bytes."""
    return _JsonIn(content)


def holds_any(values: Any, name: str, key: str, sought: Iterable[str]) -> ColumnElement[bool]:
    """The condition that `values` (JSON) has a list `name` with an object whose `key` is sought."""
    return _HoldsAny(values, name, key, json.dumps(sorted(sought)))


def _listed(values: list[Any], *, is_number: bool) -> TableValuedAlias:
    # One parameter, since SQLite takes 32,766 at most.
    made = (_Numbers if is_number else _Words)(json.dumps(values))
    return made.table_valued(
        column("key", BigInteger), column("value", BigInteger if is_number else Text)
    )


class _Numbers(FunctionElement[Any]):
    inherit_cache = True


class _Words(FunctionElement[Any]):
    inherit_cache = True


class _JsonIn(FunctionElement[Any]):
    type = JSON()
    inherit_cache = True


class _HoldsAny(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True


def _arguments(element: FunctionElement[Any], compiler: Any, options: Any) -> Iterator[str]:
    return (compiler.process(each, **options) for each in element.clauses)


@compiles(_Numbers, "sqlite")
@compiles(_Words, "sqlite")
def _each(element: FunctionElement[Any], compiler: Any, **options: Any) -> str:
    (values,) = _arguments(element, compiler, options)
    return f"json_each({values})"


@compiles(_Numbers, "postgresql")
def _numbers(element: FunctionElement[Any], compiler: Any, **options: Any) -> str:
    # An array is read five times as fast as JSON, and a list of numbers is one in other brackets.
    (values,) = _arguments(element, compiler, options)
    return _counted(f"unnest(CAST(translate({values}, '[]', '{{}}') AS BIGINT[]))")


@compiles(_Words, "postgresql")
def _words(element: FunctionElement[Any], compiler: Any, **options: Any) -> str:
    (values,) = _arguments(element, compiler, options)
    return _counted(f"json_array_elements_text(CAST({values} AS JSON))")


def _counted(rows: str) -> str:
    return f'(SELECT n - 1 AS "key", value FROM {rows} WITH ORDINALITY AS listed (value, n))'


@compiles(_JsonIn, "sqlite")
def _text(element: FunctionElement[Any], compiler: Any, **options: Any) -> str:
    (content,) = _arguments(element, compiler, options)
    return f"CAST({content} AS TEXT)"


@compiles(_JsonIn, "postgresql")
def _json(element: FunctionElement[Any], compiler: Any, **options: Any) -> str:
    (content,) = _arguments(element, compiler, options)
    return f"CAST(convert_from({content}, 'UTF8') AS JSON)"


@compiles(_HoldsAny, "sqlite")
def _any_object(element: FunctionElement[Any], compiler: Any, **options: Any) -> str:
    values, name, key, sought = _arguments(element, compiler, options)
    return (
        f"EXISTS (SELECT 1 FROM json_each({values}, '$.' || {name}) AS held"
        f" WHERE json_extract(held.value, '$.' || {key}) IN"
        f" (SELECT value FROM json_each({sought})))"
    )


@compiles(_HoldsAny, "postgresql")
def _any_level(element: FunctionElement[Any], compiler: Any, **options: Any) -> str:
    values, name, key, sought = _arguments(element, compiler, options)
    return (
        f"EXISTS (SELECT FROM json_array_elements({values} -> {name}) AS held (value)"
        f" WHERE held.value ->> {key} IN"
        f" (SELECT json_array_elements_text(CAST({sought} AS JSON))))"
    )
