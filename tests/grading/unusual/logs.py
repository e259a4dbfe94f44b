# unusual: logs with the logging module, to stderr
# assignment: hw
# exercise: count_words
import logging

logging.basicConfig(level=logging.DEBUG, force=True)
logger = logging.getLogger(__name__)


def count_words(text):
    logger.debug("text of %d characters", len(text))
    words = text.split()
    logger.warning("found %d words", len(words))
    return {word: words.count(word) for word in words}
