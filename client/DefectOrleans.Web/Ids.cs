using System.Text.RegularExpressions;
using DefectOrleans.Contracts;

namespace DefectOrleans.Web;

/// <summary>Ids of books and campaigns: what fits into an address, a file's name and a log.</summary>
internal static partial class Ids
{
    /// <exception cref="DefectServiceException">The id can't be used.</exception>
    public static string Check(string what, string id) => Form().IsMatch(id)
        ? id
        : throw new DefectServiceException(
            ServiceFault.Invalid,
            $"{what} '{(id.Length > 100 ? id[..100] + "…" : id)}'; expected 1 to 100 letters, digits, '.', '_' or '-', a letter "
                + $"or digit first");

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
