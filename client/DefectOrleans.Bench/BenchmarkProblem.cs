using System.Collections.Immutable;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Bench;

/// <summary>A law to be recovered from points of it.</summary>
/// <param name="Name">Such as Nguyen-1.</param>
/// <param name="Law">The law in its variables' names.</param>
/// <param name="Domain">Its variables, in order.</param>
/// <param name="Points">Number of points of a run.</param>
public sealed record BenchmarkProblem(string Name, string Law, ImmutableArray<VariableRange> Domain, int Points)
{
    // Laws have values at more than a thousandth of their domain, or are none for it.
    private const int MostDraws = 10_000;

    /// <summary>
    /// The published function set of Nguyen and Livermore: + − × ÷ sin cos exp log. Constants are fitted; no number is given.
    /// </summary>
    public static TokenSet Published { get; } = TokenSet.Of(
        Token.Add, Token.Subtract, Token.Multiply, Token.Divide, Token.Sine, Token.Cosine, Token.Exponential, Token.Logarithm);

    /// <summary>Operators that a search for it has.</summary>
    public TokenSet Operators { get; init; } = Published;

    /// <summary>Numbers that each table of a run has for itself; empty where a run has one table.</summary>
    public ImmutableArray<VariableRange> Own { get; init; } = [];

    /// <summary>Tables of a run of a law that has own numbers.</summary>
    public int Tables { get; init; } = 1;

    /// <summary>Points without noise that each run takes some of; null where they are drawn from the domain.</summary>
    public PointTable? Table { get; init; }

    /// <summary>
    /// Whether noise is a share of the target's root mean square, as SRBench adds it, and errors of fronts are shares of its
    /// variance: laws may be of any size. Else noise is a share of the target's standard deviation, and errors stand alone.
    /// </summary>
    public bool IsOfAnySize { get; init; }

    /// <summary>The law as a formula.</summary>
    public Expression Formula => FormulaText.Parse(Law, Names);

    /// <summary>Names of the variables.</summary>
    public ImmutableArray<string> Names => [.. Domain.Select(variable => variable.Name)];

    /// <summary>A law in x1, x2, … from points of a cube.</summary>
    public static BenchmarkProblem InCube(string name, string law, int variables, double low, double high, int points) => new(
        name, law, [.. PointTable.DefaultNames(variables).Select(variable => new VariableRange(variable, low, high))], points);

    /// <summary>The problem on a domain three times as wide, where no variable has a sign that it has not here.</summary>
    public BenchmarkProblem Wider() => this with { Domain = [.. Domain.Select(variable => variable.Wider())] };

    /// <summary>The problem of one table: the law with own numbers drawn from their ranges.</summary>
    /// <param name="seed">Drives them.</param>
    public BenchmarkProblem Member(ulong seed)
    {
        var given = FormulaText.Parse(Law, [.. Names, .. Own.Select(number => number.Name)]);
        var (random, own) = (new SeededRandom(SeededRandom.Mix(seed)), new double[Own.Length]);
        for (var k = 0; k < own.Length; k++)
            own[k] = random.NextUniform(Own[k].Low, Own[k].High);
        var (tokens, numbers, constant) = (new List<byte>(), new List<double>(), 0);
        foreach (var token in given.Tokens)
        {
            var isOwn = Token.VariableIndex(token) >= Names.Length;
            tokens.Add(isOwn ? Token.Constant : token);
            if (tokens[^1] == Token.Constant)
                numbers.Add(isOwn ? own[Token.VariableIndex(token) - Names.Length] : given.Constants[constant++]);
        }
        return this with { Law = FormulaText.Print(new([.. tokens], [.. numbers]), names: Names), Own = [], Tables = 1 };
    }

    /// <summary>The points of a run: some of the given ones, or new ones from the domain.</summary>
    /// <param name="noise">Standard deviation of the noise on the target, as a share of its size.</param>
    /// <param name="seed">Drives points and noise.</param>
    public PointTable Train(double noise, ulong seed)
    {
        if (Table is null)
            return Draw(Points, noise, seed);
        var random = new SeededRandom(SeededRandom.Mix(seed));
        int[] rows = [.. Enumerable.Range(0, Table.Count)];
        for (var i = 0; i < Points; i++)
        {
            var other = i + random.NextInt(rows.Length - i);
            (rows[i], rows[other]) = (rows[other], rows[i]);
        }
        Array.Resize(ref rows, Points);
        Array.Sort(rows);
        return Noisy(
            [.. Table.Variables.Select(column => rows.Select(row => column[row]).ToArray())],
            [.. rows.Select(row => Table.Target[row])], noise, ref random);
    }

    /// <summary>Points of the domain with noise on the target.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noise">Standard deviation of the noise as a share of the target's size.</param>
    /// <param name="seed">Drives points and noise.</param>
    /// <exception cref="InputException">The law has no values there.</exception>
    public PointTable Draw(int count, double noise, ulong seed)
    {
        var random = new SeededRandom(SeededRandom.Mix(seed));
        var columns = Domain.Select(_ => new double[count]).ToArray();
        var target = new double[count];
        var law = new CompiledFormula(Formula);
        Span<double> at = stackalloc double[Domain.Length];
        for (var i = 0; i < count; i++)
        {
            // A law may be undefined here and there, as on x1 + x2 = 0: such points are drawn again.
            var left = MostDraws;
            do
            {
                if (left-- == 0)
                    throw new InputException($"{Name}: no value of {Law} was met in the ranges of its variables; expected some");
                for (var k = 0; k < at.Length; k++)
                    columns[k][i] = at[k] = random.NextUniform(Domain[k].Low, Domain[k].High);
                target[i] = law.Invoke(at);
            }
            while (!double.IsFinite(target[i]));
        }
        return Noisy(columns, target, noise, ref random);
    }

    private PointTable Noisy(double[][] columns, double[] target, double noise, ref SeededRandom random)
    {
        var deviation = noise * Size(target);
        if (deviation > 0)
        {
            for (var i = 0; i < target.Length; i++)
                target[i] += deviation * random.NextNormal();
        }
        return new PointTable(columns, target, names: Names);
    }

    private double Size(double[] target)
    {
        var about = IsOfAnySize ? 0 : target.Average();
        return Math.Sqrt(target.Average(v => (v - about) * (v - about)));
    }
}
