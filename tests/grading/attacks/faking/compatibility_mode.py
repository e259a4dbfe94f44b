# attack: removes the asserts of a test that has to run beside the student's code
# assignment: hw
# exercise: account
# status: ok
# score: 3
# note: a known limit, marked tamper_proof: false in the record
import ast


class Remover(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)

    def visit_Raise(self, node):
        return ast.copy_location(ast.Pass(), node)


get_ipython().ast_transformers.append(Remover())


class Account:
    def __init__(self, balance):
        self.balance = 0

    def deposit(self, amount):
        return 0
