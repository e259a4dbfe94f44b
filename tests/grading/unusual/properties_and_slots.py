# unusual: a class with slots, a property, a base class in an extra cell, a metaclass
# assignment: hw
# extra cell
class Meta(type):
    pass


class Base(metaclass=Meta):
    __slots__ = ("_cents",)

    def _check(self, amount):
        if not amount > 0:
            raise ValueError("not positive")
# exercise: account
class Account(Base):
    __slots__ = ()

    def __init__(self, balance):
        self._cents = round(100 * balance)

    @property
    def balance(self):
        return self._cents / 100

    def deposit(self, amount):
        self._check(amount)
        self._cents += round(100 * amount)
        return self.balance
