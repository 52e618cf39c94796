using DefectOrleans.Contracts;
using FsCheck;
using FsCheck.Fluent;
using Property = DefectOrleans.Contracts.Property;

namespace DefectOrleans.Tests.Cli.Plots;

/// <summary>Books with any numbers in them, as long as they are finite: some physical, some absurd.</summary>
internal static class RandomBooks
{
    private static readonly string[] Formulas =
        [
            "0", "2.5", "1/r", "1/(r - 6.0)", "log(r - 5.0)", "exp(exp(r))", "12*cos(1.5*r)*exp(-0.7*r)", "sqrt(0 - r)",
            "sin(500*r)/(r - 3.1)^2", "1.0e8*r", "r^2 - 1.0e-7"
        ];

    private static readonly (string Type, Side[] Sides)[] Types =
        [
            ("V_Mo|V_S", [Side.Middle]), ("V_S|V_S", [Side.Same, Side.Opposite]), ("Se_S|V_S", [Side.Opposite]),
            ("V23_S|V_Mo", [Side.Middle, Side.Same, Side.Opposite])
        ];

    /// <summary>Any book.</summary>
    public static Arbitrary<FormulaBook> Arbitrary { get; } =
        Gen.Choose(0, int.MaxValue).Select(seed => Make(new Random(seed))).ToArbitrary();

    private static FormulaBook Make(Random random) => MadeUpData.TrueBook() with
    {
        Material = random.Next(2) == 0 ? "MoS2" : "<&\u0001\"",
        Pairs =
        [
            .. Types.Where(_ => random.Next(3) > 0).DefaultIfEmpty(Types[1])
                .SelectMany(type =>
                    type.Sides.SelectMany(side =>
                        Enum.GetValues<Property>().Select(property => Pair(random, type.Type, side, property)))),
        ],
    };

    private static PairFormula Pair(Random random, string type, Side side, Property property)
    {
        var size = Math.Pow(10, random.Next(-8, 8));
        var reach = Math.Pow(10, random.Next(-3, 3));
        return new PairFormula
        {
            PairType = type,
            Side = side,
            Property = property,
            Chosen = Formula(random),
            Front = [.. Enumerable.Range(0, random.Next(6)).Select(_ => Formula(random))],
            Table =
            [
                .. Enumerable.Range(0, random.Next(1, 30)).Select(_ => new TablePoint(
                    0.001 + 10 * reach * random.NextDouble(),
                    size * (random.NextDouble() - 0.5),
                    random.Next(3) * size * random.NextDouble() * Math.Pow(10, random.Next(-3, 2)),
                    1,
                    6)),
            ],
        };
    }

    private static Formula Formula(Random random) => new(
        Formulas[random.Next(Formulas.Length)],
        random.Next(1, 60),
        random.Next(5) == 0 ? 0 : Math.Pow(10, random.Next(-12, 4)),
        random.Next(3) == 0 ? null : Math.Pow(10, random.Next(-12, 9)));
}
