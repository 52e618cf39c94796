using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Crystals.Formats;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Predictions;

namespace DefectOrleans.Cli.Predicting;

/// <summary>Predictions from a book's file, on all cores.</summary>
internal sealed class LocalPredictor(FormulaBook book, CancellationToken cancellation)
{
    private readonly Composer _composer = new(book);
    private readonly DefectFinder _finder = new(UnitCells.FromMessage(book.Material, book.Cell));

    /// <summary>The answers to files in their order, several for a file of several structures.</summary>
    public IEnumerable<FileAnswer> Of(IEnumerable<string> files) =>
        files.AsParallel().AsOrdered().WithCancellation(cancellation).Select(Of).ToList().SelectMany(answers => answers);

    private List<FileAnswer> Of(string file)
    {
        try
        {
            return [.. StructureReader.TextsOf(file).SelectMany(text => Of(text.Source, text.Text))];
        }
        catch (InputException fault)
        {
            return [new FileAnswer(file, null, fault)];
        }
    }

    private List<FileAnswer> Of(string source, string text)
    {
        try
        {
            return [
                .. StructureReader.Read(text, StructureFormats.NameOf(source), source).Select(structure => Of(source, structure))
            ];
        }
        catch (InputException fault)
        {
            return [new FileAnswer(source, null, At(source, fault))];
        }
    }

    private FileAnswer Of(string source, Structure structure)
    {
        try
        {
            return new FileAnswer(source, _composer.Predict(_finder.Find(structure)), null);
        }
        catch (InputException fault)
        {
            return new FileAnswer(source, null, At(source, fault));
        }
    }

    private static InputException At(string file, InputException fault) =>
        fault.Message.StartsWith(file, StringComparison.Ordinal) ? fault : new InputException($"{file}: {fault.Message}", fault);
}
