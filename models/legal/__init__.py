"""What files say of charges and punishments, by the codes of the reference table."""

from models.legal.article import Article, FoundArticles
from models.legal.articles import find_articles
from models.legal.sentences import FoundSentence, Sentence, find_sentences

__all__ = [
    "Article",
    "FoundArticles",
    "FoundSentence",
    "Sentence",
    "find_articles",
    "find_sentences",
]
