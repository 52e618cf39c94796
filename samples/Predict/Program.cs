// Energies and gaps of structures by a formula book, in this process: Predict BOOK.json STRUCTURE…
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Service;

await using var service = new LocalDefectService(TimeProvider.System);
service.Put("book", BookFile.Read(args[0]));
var question = new PredictionRequest { Files = [.. args[1..].Select(file => new StructureFile(file, File.ReadAllText(file)))] };
foreach (var answer in (await service.Predict("book", question, default)).Predictions)
    Console.WriteLine(
        $"{answer.Id}: {answer.EnergyPerSite:0.000} eV per site, gap {answer.Gap:0.000} ± {answer.Uncertainty.Gap:0.000} eV");
