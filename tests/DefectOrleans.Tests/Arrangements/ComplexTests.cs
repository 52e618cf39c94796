using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Arrangements;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Tests.Arrangements;

public class ComplexTests
{
    private static readonly CellShape Shape = new(4, 4);

    [Fact]
    public void Every_complex_within_is_the_best_of_all_arrangements_and_its_parts_cost_what_they_gain_together()
    {
        foreach (var book in (FormulaBook[])[ArrangementBooks.Whole, ArrangementBooks.WithTriples])
        {
            var found = ComplexSearch.Run(
                book, Shape, DefectCounts.Parse("V_Mo + 2 V_S + Se_S"), 2, null, CancellationToken.None);

            Assert.Equal(2 * 3 * 2 - 1, found.Count);
            Assert.Equal(found.Select(c => c.Counts.Total).Order(), found.Select(c => c.Counts.Total));
            var energies = found.ToDictionary(c => c.Counts.ToString(), c => c.Arrangement.FormationEnergy);
            foreach (var complex in found)
            {
                Assert.True(complex.IsProven);
                Assert.Equal(Lowest(book, complex.Counts), complex.Arrangement.FormationEnergy, 1e-9);
                var isolated = complex.Counts.Kinds.Sum(kind => kind.Count * energies[$"{kind.Kind}"]);
                Assert.Equal(isolated - energies[$"{complex.Counts}"], complex.Arrangement.BindingEnergy, 1e-9);
                Assert.All(complex.Dissociations, way => Assert.Equal(
                    energies[$"{way.Part}"] + energies[$"{way.Rest}"] - energies[$"{complex.Counts}"], way.Energy, 1e-9));
                Assert.Equal(
                    complex.Dissociations.Select(way => way.Energy).Order(), complex.Dissociations.Select(way => way.Energy));
            }
            // 11 parts and the rest of each, without none and all, each pair once.
            Assert.Equal(5, found[^1].Dissociations.Count);
            Assert.Empty(found[0].Dissociations);
        }
    }

    [Fact]
    public void More_complexes_than_anybody_reads_are_refused()
    {
        var refused = Assert.Throws<InputException>(() => ComplexSearch.Run(
            ArrangementBooks.Whole, Shape, DefectCounts.Parse("10 V_Mo + 10 V_S + 10 Se_S"), 1, null, CancellationToken.None));
        Assert.Contains("has 1330 complexes within it; expected at most 500", refused.Message, StringComparison.Ordinal);
    }

    private static double Lowest(FormulaBook book, DefectCounts counts) => ArrangementScanner.Run(
        new CellEnergies(book, Shape, counts), new ScanOptions { Top = 1 }, null, CancellationToken.None)
        .Best[0].FormationEnergy;
}
