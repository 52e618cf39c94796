using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Bench;

/// <summary>Two differential equations, dx/dt and dy/dt as functions of x and y, and where its trajectories start.</summary>
/// <param name="Name">Such as lv.</param>
/// <param name="First">dx/dt.</param>
/// <param name="Second">dy/dt.</param>
/// <param name="Starts">The starts.</param>
internal sealed record PlaneSystem(string Name, string First, string Second, ImmutableArray<(double X, double Y)> Starts)
{
    /// <summary>Points of a trajectory, the start among them.</summary>
    public const int Points = 100;

    private const double Step = 0.1;

    private static readonly string[] Names = ["x", "y"];

    /// <summary>
    /// Follows a trajectory by Runge and Kutta's fourth-order steps; points are 0.1 apart in time.
    /// </summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="substeps">Steps from one point to the next.</param>
    public (double X, double Y)[] Follow((double X, double Y) start, int substeps)
    {
        CompiledFormula first = new(Read(First)), second = new(Read(Second));
        var h = Step / substeps;
        var trajectory = new (double X, double Y)[Points];
        trajectory[0] = start;
        for (var i = 1; i < Points; i++)
        {
            var at = trajectory[i - 1];
            for (var step = 0; step < substeps; step++)
            {
                var one = Slope(at);
                var two = Slope(Moved(at, one, h / 2));
                var three = Slope(Moved(at, two, h / 2));
                var four = Slope(Moved(at, three, h));
                at = (at.X + h / 6 * (one.X + 2 * two.X + 2 * three.X + four.X),
                    at.Y + h / 6 * (one.Y + 2 * two.Y + 2 * three.Y + four.Y));
            }
            trajectory[i] = at;
        }
        return trajectory;

        (double X, double Y) Slope((double X, double Y) at) => (first.Invoke([at.X, at.Y]), second.Invoke([at.X, at.Y]));

        static (double X, double Y) Moved((double X, double Y) at, (double X, double Y) slope, double by) =>
            (at.X + by * slope.X, at.Y + by * slope.Y);
    }

    /// <summary>Its two problems: the derivatives, as the equations have them, at the points of all trajectories.</summary>
    public IEnumerable<BenchmarkProblem> Problems()
    {
        const int Substeps = 100;
        (double X, double Y)[] points = [.. Starts.SelectMany(start => Follow(start, Substeps))];
        double[][] columns = [[.. points.Select(p => p.X)], [.. points.Select(p => p.Y)]];
        ImmutableArray<VariableRange> box =
            [.. columns.Select((column, k) => new VariableRange(Names[k], column.Min(), column.Max()))];
        return new[] { First, Second }.Select((law, i) =>
        {
            var slope = new CompiledFormula(Read(law));
            return new BenchmarkProblem($"{Name}{i + 1}", law, box, Points: points.Length * 3 / 4)
            {
                Operators = OperatorRegistry.Usual,
                IsOfAnySize = true,
                Table = new PointTable(columns, [.. points.Select(p => slope.Invoke([p.X, p.Y]))], names: Names),
            };
        });
    }

    private static Expression Read(string law) => FormulaText.Parse(law, Names);
}
