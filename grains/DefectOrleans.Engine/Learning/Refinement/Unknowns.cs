namespace DefectOrleans.Engine.Learning.Refinement;

/// <summary>Where formulas' constants stand in a vector of unknowns: a number that several share stands there once.</summary>
/// <typeparam name="T">What tells the formulas apart.</typeparam>
internal sealed class Unknowns<T>
    where T : notnull
{
    private readonly Dictionary<T, int[]> _places = [];

    /// <summary>Gives each constant its place.</summary>
    /// <param name="first">The first place that is free.</param>
    /// <param name="formulas">The formulas and how many constants they have.</param>
    /// <param name="shared">Which of these are one number.</param>
    public Unknowns(int first, IEnumerable<(T Formula, int Constants)> formulas, SharedNumbers<T> shared)
    {
        Count = first;
        var placed = new Dictionary<int, int>();
        foreach (var (formula, constants) in formulas)
        {
            var places = new int[constants];
            for (var k = 0; k < constants; k++)
            {
                if (shared.Of(formula, k) is not { } number)
                    places[k] = Count++;
                else if (!placed.TryGetValue(number, out places[k]))
                    placed[number] = places[k] = Count++;
            }
            _places[formula] = places;
        }
    }

    /// <summary>Length of the vector.</summary>
    public int Count { get; private set; }

    /// <summary>Where a formula's constants stand; none of a formula that has no place.</summary>
    public ReadOnlySpan<int> Of(T formula) => _places.GetValueOrDefault(formula);

    /// <summary>A formula's constants of the vector.</summary>
    public double[] Take(T formula, double[] x) => Array.ConvertAll(_places[formula], at => x[at]);

    /// <summary>Writes a formula's constants into the vector; of a shared number the last one stays.</summary>
    public void Put(T formula, ReadOnlySpan<double> constants, double[] x)
    {
        var places = _places[formula];
        for (var k = 0; k < places.Length; k++)
            x[places[k]] = constants[k];
    }
}
