using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Books;

namespace DefectOrleans.Cli.Books;

/// <summary>The books that come with the program, asked by the name of their material.</summary>
internal static class ShippedBooks
{
    /// <summary>How commands tell what book they take.</summary>
    public const string Words = "Formula book of 'defects discover', or one that comes with the program, such as MoS2";

    private const string Extension = ".json";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "books");

    /// <summary>Their files, by name.</summary>
    public static ImmutableArray<string> Files { get; } =
        Directory.Exists(Folder) ? [.. Directory.GetFiles(Folder, "*" + Extension).Order(StringComparer.Ordinal)] : [];

    /// <summary>A user's file, or where there is none the shipped book of that name.</summary>
    /// <exception cref="InputException">There is neither, or the file is no book that can be used.</exception>
    public static FormulaBook Read(string book)
    {
        var shipped = Files.FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == book);
        if (File.Exists(book) || shipped is null && (Path.HasExtension(book) || Path.GetFileName(book) != book))
            return BookFile.Read(book);
        return shipped is not null ? BookFile.Read(shipped) : throw new InputException(
            $"{book}: no file and no book that comes with the program; expected a file that 'defects discover' wrote, or "
                + string.Join(", ", Files.Select(Path.GetFileNameWithoutExtension)));
    }
}
