using System.Globalization;
using DefectOrleans.Cli.Output;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Arrangements;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Cli.Arranging;

/// <summary>What a sampling measured, for people and for programs.</summary>
internal static class SampleReport
{
    // Shells of a pair type and side that the table has; JSON has all.
    private const int ShellsShown = 3;

    /// <summary>Writes tables.</summary>
    public static void Write(TextWriter writer, FormulaBook book, CellEnergies cell, Sample sample, bool isOpen)
    {
        var what = isOpen ? string.Join(", ", cell.Kinds) : cell.Counts.ToString();
        writer.WriteLine($"{what} in {cell.Supercell.Shape} {book.Material}, {sample.Sweeps} sweeps of each replica");
        if (sample.Temperatures.IsEmpty)
            return;
        string[] counted = isOpen ? [.. cell.Kinds.SelectMany(kind => (string[])[$"{kind}", "±"])] : [];
        PlainTable.Write(
            writer,
            [
                "T (K)", .. counted, "E (eV)", "±", "C (k)", "±", "gap (eV)", "±", "5–95 % (eV)", "largest cluster", "±",
                "made", "exchanged",
            ],
            [.. sample.Temperatures.Select(at => (string[])
            [
                at.Temperature.ToString("0.##", CultureInfo.InvariantCulture),
                .. isOpen ? at.Counts.SelectMany(count => Shown(count, "0.00")) : [],
                .. Shown(at.Energy, "0.000"), .. Shown(at.HeatCapacity, "0.00"),
                .. at.Gap is null ? ["–", "–", "–"] : (string[])
                [
                    .. Shown(at.Gap.Mean, "0.000"), $"{Written.Ev(at.Gap.Quantiles[0])}–{Written.Ev(at.Gap.Quantiles[^1])}",
                ],
                .. Shown(at.Largest, "0.00"), Share(at.Accepted), Share(at.Exchanged),
            ])]);
        writer.WriteLine("pairs by shell, over as many as there would be at random, with ± in the last digits");
        var shown = sample.Temperatures[0].Orders.Index()
            .GroupBy(order => (order.Item.Type, order.Item.Side)).SelectMany(side => side.Take(ShellsShown)).ToList();
        PlainTable.Write(
            writer,
            [
                "pair", "side", "r (Å)",
                .. sample.Temperatures.Select(at => $"{at.Temperature.ToString("0", CultureInfo.InvariantCulture)} K"),
            ],
            [.. shown.Select(order => (string[])
            [
                order.Item.Type.ToString(), Written.Name(order.Item.Side), Written.Angstrom(order.Item.Distance),
                .. sample.Temperatures.Select(at => Brief(at.Orders[order.Index].Ratio)),
            ])],
            texts: 2);
    }

    /// <summary>The answer as JSON.</summary>
    public static object Json(FormulaBook book, CellEnergies cell, Sample sample) => new
    {
        material = book.Material,
        cell = (int[])[cell.Supercell.CellA, cell.Supercell.CellB],
        kinds = cell.Kinds.Select(kind => kind.ToString()),
        sweeps = sample.Sweeps,
        moves = sample.Moves,
        complete = sample.IsComplete,
        temperatures = sample.Temperatures.Select(at => new
        {
            temperature_K = at.Temperature,
            energy_eV = Json(at.Energy),
            heat_capacity_k = Json(at.HeatCapacity),
            counts = cell.Kinds.Zip(at.Counts, (kind, count) => new { kind = kind.ToString(), defects = Json(count) }),
            gap = at.Gap is not { } gap
                ? null
                : new
                {
                    mean_eV = Json(gap.Mean),
                    quantiles_eV = new
                    {
                        p5 = gap.Quantiles[0], p25 = gap.Quantiles[1], p50 = gap.Quantiles[2], p75 = gap.Quantiles[3],
                        p95 = gap.Quantiles[4],
                    },
                    distribution = gap.Bins.Select(bin => new { from_eV = Math.Round(bin.From, 6), share = bin.Share }),
                },
            short_range_order = at.Orders.Select(order => new
            {
                type = order.Type.ToString(), side = Written.Name(order.Side), distance_A = order.Distance,
                pairs = Json(order.Pairs), over_random = Json(order.Ratio),
            }),
            clusters = at.Clusters.Select(size => new { defects = size.Defects, clusters = Json(size.Clusters) }),
            largest_cluster = Json(at.Largest),
            accepted = at.Accepted,
            exchanged = at.Exchanged,
        }),
    };

    private static object Json(Estimate estimate) => new { value = estimate.Value, error = estimate.Error };

    private static string[] Shown(Estimate estimate, string format) =>
    [
        estimate.Value.ToString(format, CultureInfo.InvariantCulture),
        estimate.Error.ToString(format, CultureInfo.InvariantCulture),
    ];

    private static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %");

    /// <summary>A ratio with its error in units of its last digit: 1.25(3).</summary>
    private static string Brief(Estimate ratio) => double.IsFinite(ratio.Value) && double.IsFinite(ratio.Error)
        ? string.Create(CultureInfo.InvariantCulture, $"{ratio.Value:0.00}({Math.Ceiling(100 * ratio.Error):0})")
        : "–";
}
