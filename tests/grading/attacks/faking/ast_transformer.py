# attack: an AST transformer removes the asserts of every later cell
# assignment: hw
# exercise: square
# status: wrong
# score: 0
import ast


class Remover(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)


get_ipython().ast_transformers.append(Remover())


def square(x):
    return 0
