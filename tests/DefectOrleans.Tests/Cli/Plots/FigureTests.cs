using System.Collections.Immutable;
using DefectOrleans.Cli.Plots;
using FsCheck;
using FsCheck.Fluent;
using Property = DefectOrleans.Contracts.Property;

namespace DefectOrleans.Tests.Cli.Plots;

public sealed class FigureTests
{
    [Fact]
    public void A_pair_looks_as_approved() =>
        Approved.Holds("pair", new PairFigure(Pair("V_Te|V_Te", Property.Energy), "MoS2").Draw("pair"));

    [Fact]
    public void A_Pareto_front_looks_as_approved() =>
        Approved.Holds("pareto", new ParetoFigure(Pair("V_Nb|V_Te", Property.Gap), "MoS2").Draw("pareto"));

    [Fact]
    public void Residuals_look_as_approved() =>
        Approved.Holds("residuals", new ResidualFigure(Groups(), "MoS2").Draw("residuals"));

    [Fact]
    public void Predictions_look_as_approved() =>
        Approved.Holds("predicted", new PredictionFigure(Groups(), "MoS2").Draw("predicted"));

    [Fact]
    public void Whatever_a_book_holds_figures_are_well_formed_and_stay_in_their_view_box() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20), Prop.ForAll(RandomBooks.Arbitrary, book =>
        {
            var figures = new BookFigures(book).OfPairs(PlottedPair.Of(book, "book.json", [], [])).ToList();
            Assert.Equal(2 * book.Pairs.Select(p => (p.PairType, p.Property)).Distinct().Count(), figures.Count);
            Assert.All(figures, figure => StaysInside(figure.Svg));
        }));

    [Fact]
    public void Whatever_is_predicted_figures_stay_in_their_view_box() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            double Number() => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-9, 9));
            var groups = new StructureGroups("a/b_c/", Property.Gap,
                [
                    .. Enumerable.Range(1, random.Next(1, 18))
                        .Select(g =>
                            new StructureGroup(
                                $"{g} V_S", [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => (Number(), Number()))]))
                ], 1);
            StaysInside(new ResidualFigure(groups, "P").Draw("residuals"));
            StaysInside(new PredictionFigure(groups, "P").Draw("predicted"));
        }));

    [Fact]
    public void A_pair_shows_each_point_its_bar_and_the_number_of_its_shell()
    {
        var pair = Pair("V_Nb|V_Te", Property.Energy);
        var sketch = new Sketch(new PairFigure(pair, "MadeUp").Draw("pair"));
        Assert.Equal("V_Nb and V_Te in MadeUp: interaction energy", sketch.Title);
        Assert.NotEmpty(sketch.Elements("polyline", "curve"));
        Assert.Empty(new[]
        {
            "1",
            "2",
            "3",
            "shell",
            "distance r (Å)",
            "V(r) (eV)",
            "V(r) = 12*cos(1.5*r)*exp(-0.7*r)"
        }.Except(sketch.Texts));
        Assert.Contains(sketch.Elements("title"),
            t => t.Value == "shell 1: r = 3.00 Å, −0.310 ± 0.001 eV, 1 structure, 0.000 meV off the formula");
    }

    [Fact]
    public void Both_sides_of_a_pair_type_share_a_figure()
    {
        var sketch = new Sketch(new PairFigure(Pair("V_Te|V_Te", Property.Gap), "MadeUp").Draw("pair"));
        Assert.Empty(new[] { "same side ± σ", "opposite sides ± σ" }.Except(sketch.Texts));
        Assert.Equal(
            ["c0", "c1"], sketch.Elements("polyline", "curve").Select(c => (string)c.Parent!.Attribute("class")!).Distinct());
    }

    [Fact]
    public void A_table_of_one_point_is_drawn()
    {
        var book = MadeUpData.TrueBook();
        book = book with { Pairs = [.. book.Pairs.Select(p => p with { Table = [p.Table[1]] })] };
        Assert.All(new BookFigures(book).OfPairs(PlottedPair.Of(book, "book.json", [], [])), figure => StaysInside(figure.Svg));
    }

    [Fact]
    public void Equal_books_give_equal_figures() => Assert.Equal(
        new PairFigure(Pair("V_Te|V_Te", Property.Gap), "MadeUp").Draw("pair"),
        new PairFigure(Pair("V_Te|V_Te", Property.Gap), "MadeUp").Draw("pair"));

    [Fact]
    public void A_ring_is_round_the_chosen_formula_of_a_front()
    {
        var sketch = new Sketch(new ParetoFigure(Pair("V_Nb|V_Te", Property.Gap), "MadeUp").Draw("pareto"));
        Assert.Equal(2, sketch.Elements("circle", "ring").Count());
        Assert.Contains(sketch.Elements("title"), t => t.Value.EndsWith(": 0.55 - 2*exp(-0.6*r)", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_of_figures_are_safe_and_differ()
    {
        var names = new FileNames();
        Assert.Equal("V_Mo-V_S-energy", names.New("V_Mo", "V_S", "energy"));
        Assert.Equal("v_mo-V_S-energy-2", names.New("v_mo", "V_S", "energy"));
        Assert.Equal("etc-passwd-gap", names.New("../etc/passwd", "gap"));
        Assert.Equal("figure", names.New(".."));
    }

    private static PlottedPair Pair(string type, Property property) =>
        Assert.Single(PlottedPair.Of(MadeUpData.TrueBook(), "book.json", [property], [Engine.Defects.PairType.Parse(type)]));

    private static StructureGroups Groups() => new("somewhere/low_density/", Property.Energy,
        [
            new StructureGroup("V_Mo + 2 V_S", Values(40, 0.02)), new StructureGroup("2 Se_S + V_Mo", Values(12, 0.002)),
            new StructureGroup("3 V_S", [(2.5, 9)])
        ], 2);

    private static ImmutableArray<(double, double)> Values(int count, double error) =>
        [.. Enumerable.Range(0, count).Select(i => (2 + i / 32.0, 2 + i / 32.0 + error * (i % 7 - 3)))];

    private static void StaysInside(string svg)
    {
        var sketch = new Sketch(svg);
        var (width, height) = sketch.Size;
        Assert.DoesNotContain(sketch.Places(), place => !(place.X >= 0 && place.X <= width && place.Y >= 0 && place.Y <= height));
    }
}
