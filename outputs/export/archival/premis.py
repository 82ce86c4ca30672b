"""PREMIS 3: a stored file, what happened to it, and who did it, as other archives read it."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any, Final

from outputs.export.archival.description import Document
from outputs.export.archival.holdings import StoredFile
from outputs.export.archival.preservation import Agent, Event
from outputs.export.xml import XSI, elements

PREMIS: Final = "http://www.loc.gov/premis/v3"
_E: Final = elements(PREMIS, premis=PREMIS, xsi=XSI)
_TYPE: Final = f"{{{XSI}}}type"
_LOCAL: Final = "local"


def premis_object(file: StoredFile) -> Any:
    """A file with its digest, size, format and where it comes from."""
    return _E.object(
        {_TYPE: "premis:file"},
        _identifier("object", file.identifier),
        _E.objectCharacteristics(
            _E.fixity(
                _E.messageDigestAlgorithm("SHA-256"),
                _E.messageDigest(file.sha256),
                _E.messageDigestOriginator("aigaq"),
            ),
            None if file.size is None else _E.size(file.size),
            _E.format(
                _E.formatDesignation(_E.formatName(file.media_type or "application/octet-stream"))
            ),
        ),
        _E.originalName(file.name) if file.name else None,
        _derivation(file.derived_from.identifier) if file.derived_from else None,
    )


def premis_event(event: Event, about: str, made: str | None = None) -> Any:
    """An event; `about` is the file that it befell, `made` the one that came out of it."""
    return _E.event(
        _identifier("event", event.key),
        _E.eventType(event.kind),
        _E.eventDateTime(event.at.isoformat()),
        _E.eventDetailInformation(_E.eventDetail(event.detail)) if event.detail else None,
        _E.eventOutcomeInformation(_E.eventOutcome(event.outcome)),
        _linked_agent(event.agent),
        _linked_object(about, "source"),
        _linked_object(made, "outcome") if made else None,
    )


def premis_agent(agent: Agent) -> Any:
    """Who did it."""
    return _E.agent(
        _identifier("agent", agent_identifier(agent)),
        _E.agentName(agent.name),
        _E.agentType(agent.kind),
        _E.agentNote(agent.note) if agent.note else None,
    )


def agent_identifier(agent: Agent) -> str:
    """Its kind and name; a program that works by other models is another agent."""
    models = f" {sha256(agent.note.encode()).hexdigest()[:12]}" if agent.note else ""
    return f"{agent.kind} {agent.name}{models}"


def premis_rights(
    document: Document, rights: str, about: Iterable[str], grantor: Agent | None
) -> Any:
    """What the archive allows with a document: its level of access, and the terms of use."""
    if rights:
        basis = [
            _E.rightsBasis("license"),
            _E.licenseInformation(
                _E.licenseDocumentationIdentifier(
                    _E.licenseDocumentationIdentifierType("URI"),
                    _E.licenseDocumentationIdentifierValue(rights),
                )
            ),
        ]
    else:
        basis = [
            _E.rightsBasis("other"),
            _E.otherRightsInformation(_E.otherRightsBasis("level of access of the archive")),
        ]
    granted = _E.rightsGranted(
        _E.act("access"), _E.restriction(document.access) if document.access else None
    )
    return _E.rights(
        _E.rightsStatement(
            _E.rightsStatementIdentifier(
                _E.rightsStatementIdentifierType(_LOCAL),
                _E.rightsStatementIdentifierValue(f"document {document.id or 0}"),
            ),
            basis,
            granted,
            [_linked_object(each) for each in about],
            _linked_agent(grantor) if grantor else None,
        )
    )


def _identifier(of: str, value: str) -> Any:
    return _E(
        f"{of}Identifier",
        _E(f"{of}IdentifierType", _LOCAL),
        _E(f"{of}IdentifierValue", value),
    )


def _derivation(identifier: str) -> Any:
    return _E.relationship(
        _E.relationshipType("derivation"),
        _E.relationshipSubType("has source"),
        _E.relatedObjectIdentifier(
            _E.relatedObjectIdentifierType(_LOCAL), _E.relatedObjectIdentifierValue(identifier)
        ),
    )


def _linked_object(identifier: str, role: str | None = None) -> Any:
    return _E.linkingObjectIdentifier(
        _E.linkingObjectIdentifierType(_LOCAL),
        _E.linkingObjectIdentifierValue(identifier),
        _E.linkingObjectRole(role) if role else None,
    )


def _linked_agent(agent: Agent) -> Any:
    return _E.linkingAgentIdentifier(
        _E.linkingAgentIdentifierType(_LOCAL),
        _E.linkingAgentIdentifierValue(agent_identifier(agent)),
    )
