using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Crystals.Formats;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Predictions;

namespace DefectOrleans.Engine.Service;

/// <summary>
/// A version of a book that answers questions: whoever holds it gets all answers from the same version. Immutable but
/// for tables that it keeps; safe for use by several threads.
/// </summary>
public sealed class BookAnswers
{
    // Each is told in the answer, some 40 bytes in memory and 80 on the wire.
    private const int MostPairs = 1_000_000;

    // A trajectory's frames may be many and small.
    private const int MostOfFile = 10_000;

    // Fewer are answered before other threads are awake.
    private const int WorthAllCores = 4;

    private readonly DefectFinder _finder;
    private readonly Dictionary<Reading, Lazy<BookReader>> _readers;

    /// <summary>Makes a book ready to answer.</summary>
    /// <param name="id">The name it is asked by.</param>
    /// <param name="version">Its version under this name.</param>
    /// <param name="book">The book.</param>
    /// <exception cref="DefectServiceException">The book can't be served (<see cref="ServiceFault.Invalid"/>).</exception>
    public BookAnswers(string id, int version, FormulaBook book)
    {
        (Id, Served) = (id, new ServedBook(version, book));
        _finder = EngineFaults.Told(() =>
        {
            BookValidator.Require(book);
            return new DefectFinder(UnitCells.FromMessage(book.Material, book.Cell));
        });
        _readers = BookReadings.Of(book).ToDictionary(
            reading => reading, reading => new Lazy<BookReader>(() => new BookReader(BookReadings.In(book, reading), _finder)));
        // What the book answers by if not told otherwise is ready before it is asked, and known to be sound.
        EngineFaults.Told(() => _readers[book.Reading].Value);
    }

    private BookAnswers(BookAnswers ready, int version) =>
        (Id, Served, _finder, _readers) = (ready.Id, ready.Served with { Version = version }, ready._finder, ready._readers);

    /// <summary>The name the book is asked by.</summary>
    public string Id { get; }

    /// <summary>The book and its version.</summary>
    public ServedBook Served { get; }

    /// <summary>The book in a line.</summary>
    public BookInfo Info => InfoOf(Id, Served);

    /// <summary>A book in a line.</summary>
    public static BookInfo InfoOf(string id, ServedBook served) => new()
    {
        Id = id,
        Material = served.Book.Material,
        Version = served.Version,
        Finished = served.Book.Provenance.Finished,
        Complete = served.Book.Provenance.Complete,
        Formulas = served.Book.Pairs.Count,
        Properties = [.. served.Book.Pairs.Select(p => p.Property).Distinct().Order()],
    };

    /// <summary>The same book under another version.</summary>
    public BookAnswers Under(int version) => new(this, version);

    /// <summary>Predicts structures, with each pair's share and warnings, on all cores.</summary>
    /// <exception cref="DefectServiceException">A structure can't be read or matched, or all have too many pairs.</exception>
    public PredictionAnswer Predict(PredictionRequest request, CancellationToken cancellation) => EngineFaults.Told(() =>
    {
        var (composer, pairs) = (ReaderOf(request.Reading).Composer, 0L);
        List<Func<IEnumerable<DefectiveStructure>>> questions =
        [
            .. request.Files.Select(file => (Func<IEnumerable<DefectiveStructure>>)(() => Find(file))),
            .. request.Structures.Select(structure => (Func<IEnumerable<DefectiveStructure>>)(() => [Find(structure)])),
        ];
        // The first fault in the order asked, whatever thread met one first.
        var outcomes = questions.Count < WorthAllCores
            ? questions.ConvertAll(Answer)
            : questions.AsParallel().AsOrdered().WithCancellation(cancellation).Select(find => Answer(find)).ToList();
        return new PredictionAnswer(
            Served.Version, [.. outcomes.SelectMany(o => o.Fault is null ? o.Predictions! : throw o.Fault)]);

        Outcome Answer(Func<IEnumerable<DefectiveStructure>> find)
        {
            try
            {
                return new Outcome([.. find().Select(Predicted)], null);
            }
            catch (Exception e) when (e is InputException or DefectServiceException)
            {
                return new Outcome(null, e);
            }
        }

        Prediction Predicted(DefectiveStructure structure) => Interlocked.Add(ref pairs, structure.Pairs.Length) > MostPairs
            ? throw new DefectServiceException(ServiceFault.TooLarge,
                $"more than {MostPairs} pairs of defects in one request; ask for fewer structures at once, or in a batch")
            : composer.Predict(structure);
    });

    /// <summary>Predicts many structures of one supercell: values only.</summary>
    /// <exception cref="DefectServiceException">The batch does not hold together.</exception>
    public PredictedBatch Predict(LatticeBatch batch, CancellationToken cancellation) =>
        EngineFaults.Told(() => ReaderOf(batch.Reading).Batches.Predict(batch, Served.Version, cancellation));

    /// <exception cref="InputException">The book has no such reading.</exception>
    private BookReader ReaderOf(Reading? reading)
    {
        var book = Served.Book;
        return _readers.TryGetValue(reading ?? book.Reading, out var reader)
            ? reader.Value
            : throw BookReadings.NoSuch(book, reading!.Value);
    }

    private sealed record Outcome(IReadOnlyList<Prediction>? Predictions, Exception? Fault);

    private List<DefectiveStructure> Find(StructureFile file)
    {
        try
        {
            var structures = StructureReader.Read(file.Text, StructureFormats.NameOf(file.Name), file.Name);
            if (structures.Count > MostOfFile)
                throw new DefectServiceException(ServiceFault.TooLarge,
                    $"{file.Name}: {structures.Count} structures; expected at most {MostOfFile} in one file");
            RequireFew(file.Name, structures.Max(structure => structure.Sites.Length));
            return [.. structures.Select(_finder.Find)];
        }
        catch (InputException fault) when (!fault.Message.StartsWith(file.Name, StringComparison.Ordinal))
        {
            throw new InputException($"{file.Name}: {fault.Message}", fault);
        }
    }

    private DefectiveStructure Find(LatticeStructure structure)
    {
        RequireFew(
            structure.Id, (long)Math.Max(1, structure.CellA) * Math.Max(1, structure.CellB) * _finder.UnitCell.Sites.Length);
        RequireFew(structure.Id, structure.Defects.Count);
        try
        {
            return _finder.Find(structure);
        }
        catch (InputException fault) when (!fault.Message.StartsWith(structure.Id, StringComparison.Ordinal))
        {
            throw new InputException($"{structure.Id}: {fault.Message}", fault);
        }
    }

    private static void RequireFew(string name, long sites)
    {
        if (sites > BatchComposer.MostSites)
            throw new DefectServiceException(
                ServiceFault.TooLarge, $"{name}: {sites} sites; expected at most {BatchComposer.MostSites}");
    }
}
