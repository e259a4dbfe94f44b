"""Chapter 7: its experiments, a module each, the longest first."""

from solutions.applications.results.names import NAMED
from solutions.applications.results.sentiment import SENTIMENT
from solutions.applications.results.slots import SLOT_FILLING

EXPERIMENTS = (SLOT_FILLING, NAMED, SENTIMENT)
from solutions.applications.results.spoken import SPOKEN
from solutions.applications.results.texts import TEXTS

EXPERIMENTS = (SPOKEN, TEXTS)
from solutions.applications.results.captions import CAPTIONS
from solutions.applications.results.music import MUSIC
from solutions.applications.results.questions import QUESTIONS

EXPERIMENTS = (QUESTIONS, CAPTIONS, MUSIC)
from solutions.applications.results.language import LETTERS, WORDS
from solutions.applications.results.writing import WRITING

EXPERIMENTS = (LETTERS, WORDS, WRITING)
from solutions.applications.results.speech import SPEECH

EXPERIMENTS = (SPEECH,)
from solutions.applications.results.dates import DATES
from solutions.applications.results.translation import LENGTHS, TRANSLATION

EXPERIMENTS = (TRANSLATION, DATES, LENGTHS)
