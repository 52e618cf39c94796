using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Predictions;

namespace DefectOrleans.Tests.Predictions;

public class ComposerTests
{
    /// <summary>A normal distribution's standard deviation over its mean absolute deviation.</summary>
    private static readonly double Normal = Math.Sqrt(Math.PI / 2);

    private readonly Composer _composer = new(SampleBooks.Small);

    [Fact]
    public void Without_defects_the_energy_is_zero_and_the_levels_are_the_pristine_ones()
    {
        var prediction = _composer.Predict(SampleBooks.Structure(""));

        Assert.Equal((0.0, (double?)null), (prediction.FormationEnergy!.Value, prediction.EnergyPerSite));
        Assert.Equal((-1, 0.75, 1.75), (prediction.Homo!.Value, prediction.Lumo!.Value, prediction.Gap!.Value));
        Assert.Empty(prediction.Defects);
        Assert.Empty(prediction.Warnings);
    }

    [Fact]
    public void A_pristine_crystal_whose_levels_nobody_told_has_none()
    {
        var prediction = new Composer(SampleBooks.Small with { Pristine = null }).Predict(SampleBooks.Structure(""));

        Assert.Null(prediction.Homo ?? prediction.Lumo ?? prediction.Gap);
        Assert.Equal(0, prediction.FormationEnergy);
    }

    [Fact]
    public void Where_levels_are_composed_apart_different_pairs_bound_the_gap()
    {
        var structure = SampleBooks.Structure("V_Mo V_S V_S", 4, 5, 2);
        var apart = new Composer(
            SampleBooks.Learning(Property.Homo, Property.Lumo) with
            {
                GapRule = GapRule.LevelsApart,
                Levels = LevelReference.Relative
            });

        var prediction = apart.Predict(structure);

        // HOMO 1/2 − 0.25 of the two V_S, LUMO 0.25 − 1/4 of V_Mo and the nearer V_S.
        Assert.Equal(-0.25, prediction.Gap!.Value, 1e-12);
        Assert.Null(prediction.Homo ?? prediction.Lumo);
        Assert.Equal(0.75, apart.Predict(SampleBooks.Structure("V_Mo")).Gap);
    }

    [Fact]
    public void One_defect_has_its_own_values()
    {
        var prediction = _composer.Predict(SampleBooks.Structure("V_S"));

        Assert.Equal(2.75, prediction.FormationEnergy);
        Assert.Equal(2.75, prediction.EnergyPerSite);
        Assert.Equal((-0.25, 1, 1.25), (prediction.Homo!.Value, prediction.Lumo!.Value, prediction.Gap!.Value));
        Assert.Empty(prediction.Pairs);
        Assert.Empty(prediction.Warnings);
    }

    [Fact]
    public void Two_defects_have_the_values_of_their_pair()
    {
        var prediction = _composer.Predict(SampleBooks.Structure("V_S V_Mo", 4));

        Assert.Equal(["V_Mo", "V_S"], prediction.Defects);
        Assert.Equal(-0.25 + 10 - 1, prediction.FormationEnergy!.Value, 1e-12);
        Assert.Equal(8.75 / 2, prediction.EnergyPerSite!.Value, 1e-12);
        Assert.Equal((-0.25, 0, 0.5), (prediction.Homo!.Value, prediction.Lumo!.Value, prediction.Gap!.Value));
        Assert.Equal(Normal * 0.03, prediction.Uncertainty.FormationEnergy!.Value, 1e-4 * Normal);
        Assert.Equal(Normal * 0.015, prediction.Uncertainty.EnergyPerSite!.Value, 1e-4 * Normal);
        Assert.Equal([new PairShare("V_Mo|V_S", Side.Middle, 4, -1)], prediction.Pairs);
    }

    [Fact]
    public void Many_defects_sum_their_energies_and_the_extreme_pair_decides_the_levels()
    {
        var prediction = _composer.Predict(SampleBooks.Structure("V_S V_S V_Mo", 4, 8, 5));

        Assert.Equal(-0.25 + 3 + 3 + 7 + 2 / 4.0 - 4 / 8.0 - 4 / 5.0, prediction.FormationEnergy!.Value, 1e-12);
        Assert.Equal(prediction.FormationEnergy!.Value / 3, prediction.EnergyPerSite!.Value, 1e-12);
        Assert.Equal(0.75 - 1 / 5.0, prediction.Gap!.Value, 1e-12);
        Assert.Equal(1 / 4.0 - 0.25, prediction.Homo!.Value, 1e-12);
        Assert.Equal(0.25 - 1 / 5.0, prediction.Lumo!.Value, 1e-12);
        Assert.Equal(Normal * Math.Sqrt(0.03 * 0.03 * 2 + 0.04 * 0.04), prediction.Uncertainty.FormationEnergy!.Value, 1e-4);
        Assert.Equal(Normal * 0.01, prediction.Uncertainty.Gap!.Value, 1e-4);
        Assert.Equal(Normal * 0.02, prediction.Uncertainty.Homo!.Value, 1e-4);
    }

    [Fact]
    public void The_pairs_shares_add_up_to_what_is_beside_the_single_defects()
    {
        var prediction = _composer.Predict(SampleBooks.Structure("V_S V_S V_Mo V_S", 4, 8, 5, 3, 6, 9));

        Assert.Equal(6, prediction.Pairs.Count);
        Assert.Equal(
            prediction.FormationEnergy!.Value, -0.25 + 3 + 3 + 7 + 3 + prediction.Pairs.Sum(p => p.Energy!.Value), 1e-12);
    }

    [Theory]
    [InlineData(1.95, false)]
    [InlineData(10.05, false)]
    [InlineData(1.5, true)]
    [InlineData(12, true)]
    public void A_distance_outside_the_learned_range_is_warned_of_once(double distance, bool warned)
    {
        var warnings = _composer.Predict(SampleBooks.Structure("V_S V_S", distance)).Warnings;

        Assert.Equal(warned ? 1 : 0, warnings.Count);
        Assert.All(warnings,
            warning => Assert.StartsWith($"V_S|V_S at {distance:0.00} Å lies outside the learned range 2.00–10.00 Å", warning));
    }

    [Fact]
    public void Error_bars_grow_with_the_distance_from_the_learned_range()
    {
        double[] inside = [.. ((double[])[2, 6, 10]).Select(Error)], below = [.. ((double[])[1.8, 1.4, 1]).Select(Error)], above =
            [.. ((double[])[10.5, 13, 20]).Select(Error)];

        Assert.All(inside, e => Assert.Equal(inside[0], e, 1e-12));
        Assert.Equal(below.Order(), below);
        Assert.Equal(above.Order(), above);
        Assert.True(inside[0] < Math.Min(below[0], above[0]));
        Assert.True(below[^1] > 1, "what the formula says nearer than anything learned is uncertain as a whole");

        double Error(double distance) =>
            _composer.Predict(SampleBooks.Structure("V_S V_S", distance)).Uncertainty.FormationEnergy!.Value;
    }

    [Fact]
    public void A_three_body_polynomial_dies_out_beyond_its_triples_with_a_warning_and_a_growing_error()
    {
        var composer = new Composer(SampleBooks.Small with
        {
            Triples =
            [
                new TripleFormula
                {
                    Kinds = "V_S|V_S|V_S", Chosen = new Formula("exp(-(a + b)/2)*(c*c*c*c*c*c)", 9, 0, null), Front = [],
                    Triples = 9, WithoutTerm = 0,
                    Nearest = [3, 3, 3], Farthest = [5, 6, 8],
                },
            ],
        });
        var (without, inside) =
            (SampleBooks.Structure("V_S V_S V_S", 4, 4, 7), composer.Predict(SampleBooks.Structure("V_S V_S V_S", 4, 4, 7)));
        var plain = _composer.Predict(without);

        Assert.Equal(Math.Exp(-4) * Math.Pow(7, 6), inside.FormationEnergy!.Value - plain.FormationEnergy!.Value, 1e-9);
        Assert.Equal(plain.Uncertainty.FormationEnergy!.Value, inside.Uncertainty.FormationEnergy!.Value, 1e-12);
        Assert.Empty(inside.Warnings);
        var terms = ((double[])[8, 9, 9.9]).Select(c => Term(4, 4, c)).ToArray();
        Assert.Equal(terms.Select(t => t.Energy).OrderDescending(), terms.Select(t => t.Energy));
        Assert.All(terms[1..], t => Assert.Contains("V_S|V_S|V_S", t.Warnings.Single(), StringComparison.Ordinal));
        Assert.True(terms[0].Error < terms[1].Error);
        Assert.InRange(Term(9, 9, 9.9).Energy, 0, terms[0].Energy);

        (double Energy, double Error, IReadOnlyList<string> Warnings) Term(double a, double b, double c)
        {
            var (structure, pairs) = (composer.Predict(SampleBooks.Structure("V_S V_S V_S", a, b, c)),
                _composer.Predict(SampleBooks.Structure("V_S V_S V_S", a, b, c)));
            return (structure.FormationEnergy!.Value - pairs.FormationEnergy!.Value, structure.Uncertainty.FormationEnergy!.Value,
                structure.Warnings);
        }
    }

    [Fact]
    public void A_pair_that_was_not_learned_is_left_out_and_its_defects_count_as_far_apart()
    {
        var prediction = _composer.Predict(SampleBooks.Structure("V_Mo V_Mo", 4));

        Assert.Equal(-0.25 + 14, prediction.FormationEnergy);
        Assert.Equal((-0.5, 0.25, 0.75), (prediction.Homo!.Value, prediction.Lumo!.Value, prediction.Gap!.Value));
        Assert.Equal([null], prediction.Pairs.Select(p => p.Energy));
        Assert.Equal(4, prediction.Warnings.Count);
        Assert.All(prediction.Warnings, warning => Assert.Contains("V_Mo|V_Mo same side", warning));
    }

    [Fact]
    public void A_kind_that_the_book_does_not_know_leaves_the_energy_open()
    {
        var prediction = _composer.Predict(SampleBooks.Structure("W_Mo V_S V_S", 4, 4, 5));

        Assert.Null(prediction.FormationEnergy);
        Assert.Null(prediction.EnergyPerSite);
        Assert.Null(prediction.Uncertainty.FormationEnergy);
        Assert.Equal(1.25 - 1 / 5.0, prediction.Gap!.Value, 1e-12);
        Assert.Contains(prediction.Warnings, warning => warning.Contains("does not know the energy of W_Mo"));
    }

    [Theory]
    [InlineData("", "energy_per_site homo lumo gap")]
    [InlineData("Mo_S", "formation_energy energy_per_site homo lumo gap")]
    [InlineData("Mo_S Mo_S", "formation_energy energy_per_site homo lumo gap")]
    [InlineData("V_S Mo_S", "formation_energy energy_per_site homo lumo gap")]
    [InlineData("V_S", "")]
    public void Every_missing_value_has_its_reason_and_no_error_bar(string kinds, string missing)
    {
        var prediction = new Composer(SampleBooks.Small with { Pristine = null }).Predict(SampleBooks.Structure(kinds, 4));

        Assert.Equal(missing, string.Join(' ', prediction.Missing.Select(m => m.Value)));
        Assert.All(
            prediction.Missing, m =>
                Assert.Contains(
                    kinds.Contains("Mo_S", StringComparison.Ordinal) ? "Mo_S" : "", m.Reason, StringComparison.Ordinal));
        var (values, errors) = (prediction, prediction.Uncertainty);
        (double?, double?)[] all =
        [
            (values.FormationEnergy, errors.FormationEnergy), (values.EnergyPerSite, errors.EnergyPerSite),
            (values.Homo, errors.Homo), (values.Lumo, errors.Lumo), (values.Gap, errors.Gap),
        ];
        Assert.All(all.Where(v => v.Item1 is null), v => Assert.Null(v.Item2));
        Assert.Equal(prediction.Missing.Count, all.Count(v => v.Item1 is null));
    }

    [Fact]
    public void What_was_not_learned_is_null_without_a_warning()
    {
        var gapsOnly = new Composer(
            SampleBooks.Learning(Property.Gap) with
            {
                Singles = [.. SampleBooks.Small.Singles.Select(s => s with { Energy = null })]
            });

        var prediction = gapsOnly.Predict(SampleBooks.Structure("V_S V_Mo", 4));

        Assert.Null(prediction.FormationEnergy ?? prediction.EnergyPerSite ?? prediction.Homo ?? prediction.Lumo);
        Assert.Null(prediction.Uncertainty.FormationEnergy ?? prediction.Uncertainty.Homo ?? prediction.Uncertainty.Lumo);
        Assert.Equal(0.5, prediction.Gap);
        Assert.Equal([null], prediction.Pairs.Select(p => p.Energy));
        Assert.Empty(prediction.Warnings);
    }

    [Fact]
    public void A_formula_that_can_not_be_read_is_named() =>
        Assert.Contains("exq", Assert.Throws<InputException>(() => new Composer(SampleBooks.Small with
        {
            Pairs = [SampleBooks.Small.Pairs[0] with { Chosen = new Formula("exq(r)", 1, 0, null) }],
        })).Message);
}
