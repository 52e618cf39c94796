using DefectOrleans.Contracts;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Predictions;

/// <summary>A book in one of its readings, ready to answer. Safe for use by several threads.</summary>
internal sealed class BookReader
{
    public BookReader(FormulaBook book, DefectFinder finder)
    {
        Composer = new Composer(book);
        Batches = new BatchComposer(Composer, finder);
    }

    /// <summary>Answers with each pair's share and warnings.</summary>
    public Composer Composer { get; }

    /// <summary>Answers with values only.</summary>
    public BatchComposer Batches { get; }
}
