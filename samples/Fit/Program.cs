// Searches the law behind a table of numbers: here a Lennard-Jones energy (eV) over the distance (Å), at forty points.
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Segvae.Search;

double[] distances = [.. Enumerable.Range(0, 40).Select(i => 0.9 + 0.05 * i)];
var table = new PointTable([distances], [.. distances.Select(r => 4 * (Math.Pow(r, -12) - Math.Pow(r, -6)))], names: ["r"]);
var fit = new TableFit(table, FormulaRules.AllOperators) { Seed = 1 };
var found = fit.Run(new StopRule { Epochs = 4 }, threads: 2, TimeProvider.System, progress: null, CancellationToken.None);
var error = double.PositiveInfinity;
foreach (var formula in found.Front.Where(formula => formula.Error < error))
{
    error = formula.Error;
    var text = FormulaText.Print(formula.Expression, names: table.Names, digits: 5);
    Console.WriteLine($"complexity {formula.Complexity,2}, error {Math.Sqrt(error):0.0e+00} eV: {text}");
}
