using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Laws;

namespace DefectOrleans.Tests.Laws;

public class LeftOutRowsTests
{
    [Fact]
    public void The_law_itself_tells_points_that_it_was_not_fitted_to()
    {
        var rows = new LeftOutRows(LawTables.Of(MadeUpLaw.Tables()));
        var law = new Expression(
            [.. MadeUpLaw.Form], [.. MadeUpLaw.Offsets, .. MadeUpLaw.Heights, MadeUpLaw.Wave, -MadeUpLaw.Rate]);
        Assert.InRange(rows.FitErrorOf(law), 0, 1e-12);
        Assert.InRange(rows.ErrorOf(law), 0, 1e-9);
    }

    [Fact]
    public void A_form_that_only_passes_through_its_points_does_not()
    {
        var tables = LawTables.Of(MadeUpLaw.Tables(points: 7));
        var rows = new LeftOutRows(tables);
        // A polynomial of as many numbers as a part of the points.
        byte[] form = MadeUpLaw.WithShared("1.1 + 1.2*r + 1.3*r^2 + 1.4*r^3 + 1.7*r^4");
        var numbers = MadeUpLaw.Unknown(form, tables.Count);
        new LawStarts(tables).Run(form, numbers, LawEffort.Careful, seed: 1);
        var law = new Expression([.. form], [.. numbers]);
        Assert.True(rows.ErrorOf(law) > 2 * rows.FitErrorOf(law), $"{rows.ErrorOf(law)} and {rows.FitErrorOf(law)}");
    }
}
