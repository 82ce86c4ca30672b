"""What files say of charges and punishments, by the codes of the reference table."""

from models.legal.articles import Article, FoundArticles, find_articles
from models.legal.sentences import FoundSentence, Sentence, find_sentences

__all__ = [
    "Article",
    "FoundArticles",
    "FoundSentence",
    "Sentence",
    "find_articles",
    "find_sentences",
]
