using DefectOrleans.Engine.Defects;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Defects;

public class CellShapeTests
{
    [Theory]
    [InlineData(8, 0, 0, 8, 8, 8, 0)]
    [InlineData(0, 8, 6, 0, 6, 8, 0)]
    [InlineData(8, 0, 4, 8, 4, 16, 8)]
    [InlineData(2, 1, -1, 1, 1, 3, 2)]
    [InlineData(-1, 1, 2, 1, 1, 3, 2)]
    public void Vectors_span_one_shape(int aa, int ab, int ba, int bb, int cellA, int cellB, int shear) =>
        Assert.Equal(new CellShape(cellA, cellB, shear), CellShape.Of(aa, ab, ba, bb));

    [Fact]
    public void Vectors_of_the_period_lead_to_the_same_cell_and_all_cells_within_differ() =>
        Prop.ForAll(Gen.Choose(-9, 9).ArrayOf(4).Where(v => v[0] * v[3] != v[1] * v[2]).ToArbitrary(), v =>
        {
            var shape = CellShape.Of(v[0], v[1], v[2], v[3]);
            var cells = Enumerable.Range(-5, 11).SelectMany(a => Enumerable.Range(-5, 11), (a, b) => (a, b)).ToList();

            Assert.Equal(Math.Abs(v[0] * v[3] - v[1] * v[2]), shape.Cells);
            Assert.All(cells, cell =>
            {
                var within = shape.Within(cell.a, cell.b);
                Assert.Equal(within, shape.Within(cell.a + v[0], cell.b + v[1]));
                Assert.Equal(within, shape.Within(cell.a + v[2], cell.b + v[3]));
                Assert.Equal(within, shape.Within(within.A, within.B));
            });
        }).QuickCheckThrowOnFailure();
}
