using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Engine.Learning.Pairs;

/// <summary>The search for one pair channel's formula of one property.</summary>
public sealed record PairSearch(PairTable Table, SearchProblem Problem) : IPlannedSearch
{
    // Å. Where a formula must be finite, though no structure is that dense; and far beyond any cell.
    private const double NearestDistance = 1, FarthestDistance = 40;

    // eV. No pair binds or repels so strongly; where a formula comes near it there is a pole.
    private const double LargestValue = 100;

    /// <summary>An error that is under the noise of any calculation: a fifth of a meV, in eV.</summary>
    public const double GoodEnough = 2e-4;

    /// <summary>
    /// Up to this complexity, as the paper counts it, a person reads a formula: it goes nowhere between the points that these
    /// do not tell.
    /// </summary>
    public const int ShortComplexity = 22;

    private static readonly string[] Variables = ["r"];

    /// <summary>Operators that interactions are built of.</summary>
    private static readonly TokenSet Operators = TokenSet.Of(
        Token.Add, Token.Subtract, Token.Multiply, Token.Divide, Token.Square, Token.Sine, Token.Cosine, Token.Exponential);

    /// <summary>How these searches go about their work: few points, many constants.</summary>
    public static SearchOptions Options { get; } = new()
    {
        SamplesPerEpoch = 100, EditsPerEpoch = 1500, RoundEditsPerEpoch = 0, RoundCompletionsPerEpoch = 0,
        RoundPromptedShare = 0, Snap = false,
    };

    /// <inheritdoc/>
    public string Name => Problem.Name;

    /// <inheritdoc/>
    public Property Property => Table.Property;

    SearchOptions IPlannedSearch.Options => Options;

    /// <summary>When the search is good enough to end.</summary>
    public static StopRule StopAt(TimeSpan? budget, int? epochs) => new()
    {
        Budget = budget, Epochs = epochs, TargetError = GoodEnough * GoodEnough,
    };

    StopRule IPlannedSearch.StopAt(TimeSpan? budget, int? epochs) => StopAt(budget, epochs);

    /// <inheritdoc/>
    public string Written(Expression formula) => FormulaText.Print(formula, names: Variables, digits: 4);

    /// <summary>
    /// How irregular the table is, eV: how far its values lie from the straight line between their neighbours, few far ones
    /// counting less than many. Tables that range wide but smoothly are soon explained; those that jump take long.
    /// </summary>
    public double Roughness => RoughnessOf(Problem.Points);

    /// <summary>
    /// How much of what structures may ask for the table does not tell: values that are uncertain, by how often they are
    /// asked for, and those missing. A value that becomes less certain never lowers it.
    /// </summary>
    public double Untrusted => 1 - (1 - Table.Missing) * Table.Points.Sum(Weight) / Table.Points.Sum(p => (double)p.Neighbours);

    /// <summary>Whether a formula is proven finite and smooth, and right at large r, as the search asks.</summary>
    public bool Allows(Expression formula)
    {
        if (Problem.Limit is null)
            return true;
        var check = new LimitCheck(Problem.Limit);
        return check.Accepts(formula.Tokens.AsSpan(), formula.Constants.AsSpan())
            && check.Proves(formula.Tokens.AsSpan(), formula.Constants.AsSpan());
    }

    /// <summary>
    /// The search whose energies are by so much higher, eV: singles and pairs alone tell E0 only by where energies of far pairs
    /// tend to, and a table knows less of that than formulas do.
    /// </summary>
    public PairSearch Shifted(double energy) => Property != Property.Energy || energy == 0 ? this : For(
        Table with { Points = [.. Table.Points.Select(p => p with { Value = p.Value + energy })] }, Problem.Rules.MaxComplexity);

    /// <summary>Makes the search of a pair table.</summary>
    public static PairSearch For(PairTable table, int maxComplexity)
    {
        ImmutableArray<TablePoint> seen = [.. table.Points, .. FarPoint(table)];
        var points = new PointTable(
            [[.. seen.Select(p => p.Distance)]],
            [.. seen.Select(p => p.Value)],
            [.. seen.Select(p => Weight(p))],
            ["r"]);
        return new PairSearch(
            table,
            ProblemOf($"{table.Channel} {table.Property.ToString().ToLowerInvariant()}", table.Property, points, maxComplexity));
    }

    /// <summary>What is asked of a formula of a property through points of r, Å, and values, eV; nearest first.</summary>
    internal static SearchProblem ProblemOf(string name, Property property, PointTable points, int maxComplexity)
    {
        var rules = new FormulaRules
        {
            Allowed = Operators | FormulaRules.Variables(1) | TokenSet.Of(Token.Constant),
            MaxLength = 48,
            MaxComplexity = maxComplexity,
            MaxConstants = Math.Clamp(points.Count - 2, 1, 10),
        };
        var limit = new LimitRule
        {
            Start = NearestDistance,
            Stop = FarthestDistance,
            LowestValue = -LargestValue,
            HighestValue = LargestValue,
            DomainPoints = 1024,
            FarPoints = [20, 40, 80, 160],
            Smoothness = Smoothness(points),
            Far = Quantity.Of(property).Composition == Composition.Sum ? FarBehaviour.Zero : FarBehaviour.Constant,
        };
        return new SearchProblem(name, points, rules, limit) { SensibleComplexity = ShortComplexity };
    }

    /// <summary>A few points say nothing of a level's limit: what is expected there stands in for them.</summary>
    private static IEnumerable<TablePoint> FarPoint(PairTable table)
    {
        const int Few = 6;
        const double Farther = 5, Uncertainty = 0.03;
        if (table.Limit is { } limit && table.Points.Length is > 0 and < Few)
            yield return new TablePoint(table.Points[^1].Distance + Farther, limit, Uncertainty, 0, table.Points[^1].Neighbours);
    }

    /// <summary>Interactions oscillate with the lattice, about 2.5 Å a wave and no faster than twice that.</summary>
    private static SmoothnessRule? Smoothness(PointTable points)
    {
        const double FastestWave = 5, Places = 120, LeastRange = 0.002;
        if (points.Count < 2)
            return null;
        var (nearest, farthest) = (points.Variables[0][0], points.Variables[0][^1]);
        var range = Math.Max(LeastRange, RangeOf(points));
        return new SmoothnessRule(
            [
                .. points.Variables[0],
                .. Enumerable.Range(0, (int)Places).Select(i => nearest + (farthest - nearest) * i / (Places - 1)),
            ],
            FastestWave * FastestWave * range);
    }

    private static double RoughnessOf(PointTable points)
    {
        var (r, v) = (points.Variables[0], points.Target);
        var (sum, weight) = (0.0, 0.0);
        for (var i = 1; i + 1 < points.Count; i++)
        {
            var line = v[i - 1] + (v[i + 1] - v[i - 1]) * (r[i] - r[i - 1]) / (r[i + 1] - r[i - 1]);
            sum += points.Weights[i] * Math.Sqrt(Math.Abs(v[i] - line));
            weight += points.Weights[i];
        }
        return weight > 0 ? sum * sum / (weight * weight) : 0;
    }

    private static double RangeOf(PointTable points) => points.Target.Max() - points.Target.Min();

    /// <summary>Shells that structures ask for more often weigh more; uncertain values weigh less.</summary>
    private static double Weight(TablePoint point) => point.Neighbours * Trust(point);

    /// <summary>1 where a value is certain, 0 where it is anybody's guess.</summary>
    private static double Trust(TablePoint point)
    {
        // eV.
        const double Trusted = 0.01;
        return 1 / (1 + point.Uncertainty * point.Uncertainty / (Trusted * Trusted));
    }
}
