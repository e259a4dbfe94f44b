# unusual: the class is made by calling type()
# assignment: hw
# exercise: account
def _init(self, balance):
    self.balance = balance


def _deposit(self, amount):
    if amount <= 0:
        raise ValueError(amount)
    self.balance += amount
    return self.balance


Account = type("Account", (), {"__init__": _init, "deposit": _deposit})
