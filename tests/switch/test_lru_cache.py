from switch.lru_cache import LruCache


class Texts:
    def __init__(self):
        self.read = []

    def __call__(self, name):
        self.read.append(name)
        return name * 10


def test_what_is_kept_is_parsed_once():
    texts = Texts()
    kept = LruCache(texts, str.upper, 100)
    assert kept("a") is kept("a")
    assert kept("a") == "AAAAAAAAAA"
    assert texts.read == ["a"]


def test_what_was_not_used_for_longest_makes_room():
    texts = Texts()
    kept = LruCache(texts, str, 30)
    for name in "abcadab":
        kept(name)
    assert texts.read == ["a", "b", "c", "d", "b"]


def test_one_that_is_too_large_is_kept_alone():
    texts = Texts()
    kept = LruCache(texts, str, 5)
    for name in "aabba":
        kept(name)
    assert texts.read == ["a", "b", "a"]
