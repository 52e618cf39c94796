using System.CommandLine;
using DefectOrleans.Cli.Books;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Serving;
using DefectOrleans.Cli.Words;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Service;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects serve</c>: HTTP API and web page on this machine.</summary>
internal static class ServeCommand
{
    private const string UsualAddress = "http://127.0.0.1:5080";

    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var books = Vocabulary.Paths(
            "BOOK",
            "Formula books that 'defects discover' wrote; each is asked by its file's name without the extension. "
                + "Those that come with the program where none is given.");
        var urls = Vocabulary.Addresses(UsualAddress);
        var command = new Command("serve", "HTTP API and web page on this machine, until Ctrl-C.") { books, urls };
        command.SetAction(words =>
        {
            RemoteService.Wait(Serve(session, words.GetValue(books)!, words.GetValue(urls)!));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<bool> Serve(Session session, string[] files, Uri[] addresses)
    {
        await using var service = new LocalDefectService(session.Clock);
        foreach (var (id, path, book) in Named(files.Length == 0 ? [.. ShippedBooks.Files] : files))
        {
            try
            {
                service.Put(id, book);
            }
            catch (DefectServiceException fault)
            {
                throw new InputException($"{path}: {fault.Message}", fault);
            }
            session.Answers.Line(
                $"{id}: {book.Material}, {(book.Pairs.Count == 1 ? "1 formula" : $"{book.Pairs.Count} formulas")}");
        }
        if (addresses.Any(a => !a.IsLoopback))
            session.Say("note: whoever reaches this address may predict, put books and run campaigns; there are no keys");
        await LocalServer.Run(
            service, addresses, session.Log, listening =>
                session.Answers.Line($"Serving at {string.Join(", ", listening)} (Ctrl-C ends)"), session.Cancellation);
        return true;
    }

    /// <summary>Books by their files' names; where two are alike, by their materials.</summary>
    private static IEnumerable<(string Id, string Path, FormulaBook Book)> Named(string[] files)
    {
        var read = files.Select(path =>
            (Name: Path.GetFileNameWithoutExtension(path), Path: path, Book: ShippedBooks.Read(path))).ToList();
        var named = read.ConvertAll(file => (
            Id: read.Count(other => other.Name == file.Name) == 1 ? file.Name : file.Book.Material, file.Path, file.Book));
        return named.GroupBy(n => n.Id).FirstOrDefault(alike => alike.Count() > 1) is { } alike
            ? throw new InputException(
                $"{string.Join(" and ", alike.Select(a => a.Path))} would both be asked by '{alike.Key}'; expected files of "
                    + "different names")
            : named;
    }
}
