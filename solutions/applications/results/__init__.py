"""Chapter 7: its experiments, a module each, the longest first."""

from solutions.applications.results.captions import CAPTIONS
from solutions.applications.results.dates import DATES
from solutions.applications.results.language import LETTERS, WORDS
from solutions.applications.results.music import MUSIC
from solutions.applications.results.names import NAMED
from solutions.applications.results.questions import QUESTIONS
from solutions.applications.results.sentiment import SENTIMENT
from solutions.applications.results.slots import SLOT_FILLING
from solutions.applications.results.speech import SPEECH
from solutions.applications.results.spoken import SPOKEN
from solutions.applications.results.texts import TEXTS
from solutions.applications.results.translation import LENGTHS, TRANSLATION
from solutions.applications.results.writing import WRITING

EXPERIMENTS = (
    QUESTIONS,
    CAPTIONS,
    WORDS,
    MUSIC,
    WRITING,
    SLOT_FILLING,
    TRANSLATION,
    TEXTS,
    SPEECH,
    SPOKEN,
    LENGTHS,
    DATES,
    LETTERS,
    NAMED,
    SENTIMENT,
)
