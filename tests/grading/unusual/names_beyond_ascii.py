# unusual: names and texts that are not ASCII
# assignment: hw
# exercise: normalise
def normalise(größe):
    Σ = np.sum(größe)
    λ = 1 / Σ
    print("Ergebnis ≈", λ, "✓ 数 🎲")
    return λ * größe
# exercise: count_words
def count_words(текст):
    слова = текст.split()
    return {слово: слова.count(слово) for слово in слова}
