# unusual: indented by tabs, with backslashes, semicolons and trailing spaces
# assignment: hw
# exercise: square
def square( x ) :
	y = \
		x ;
	if True :
		return x*y  ;  
# exercise: mean
def mean(values):
  total = 0; count = 0
  for value in values:
        total += value; count += 1
  return total / count;
