using Orleans.Concurrency;

namespace DefectOrleans.Contracts.Grains;

/// <summary>
/// A formula book under its name; its key is the book's id. Versions are swapped whole, and the last ones kept.
/// </summary>
public interface IBookGrain : IGrainWithStringKey
{
    /// <summary>
    /// Puts a book in place of the one that is served. A user's book that is served already, to the byte, keeps its version.
    /// </summary>
    /// <param name="book">The book.</param>
    /// <param name="campaign">The campaign that made it, which can put but one; null when a user puts it.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>The version that it is served under.</returns>
    /// <exception cref="GrainFaultException">The book can't be served (<see cref="ServiceFault.Invalid"/>).</exception>
    Task<int> Put(FormulaBook book, string? campaign, CancellationToken cancellation);

    /// <summary>The latest book.</summary>
    /// <exception cref="GrainFaultException">No such book, or one that can't be read
    /// (<see cref="ServiceFault.Conflict"/>).</exception>
    Task<ServedBook> Latest(CancellationToken cancellation);

    /// <summary>The latest version; 0 where there is no book, or none that can be read.</summary>
    Task<int> Version(CancellationToken cancellation);

    /// <summary>The latest book in a line; null where there is none that can be read.</summary>
    [AlwaysInterleave]
    Task<BookInfo?> Info(CancellationToken cancellation);
}
