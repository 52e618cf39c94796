using System.Globalization;
using System.Text;

namespace DefectOrleans.Cli.Benchmarking;

/// <summary>A paragraph of a page: its words stand in a Markdown file beside the class that says them.</summary>
internal static class Paragraph
{
    /// <summary>The paragraph, with values in place of its <c>{names}</c>.</summary>
    /// <param name="speaker">The class beside which the file lies, as a resource of its assembly.</param>
    /// <param name="file">Name of the file, without its ending.</param>
    /// <param name="values">What stands for each name, written by the invariant culture.</param>
    /// <exception cref="InvalidOperationException">There is no such file, or its names are not those of the values.</exception>
    public static string Of(Type speaker, string file, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var stream = speaker.Assembly.GetManifestResourceStream(speaker, $"{file}.md")
            ?? throw new InvalidOperationException(
                $"{speaker.Assembly.GetName().Name} holds no {file}.md beside {speaker.FullName}");
        var text = new StringBuilder(new StreamReader(stream).ReadToEnd().TrimEnd('\n'));
        foreach (var (name, value) in values)
        {
            var place = $"{{{name}}}";
            if (!text.ToString().Contains(place, StringComparison.Ordinal))
                throw new InvalidOperationException($"{file}.md has no {place}");
            text.Replace(place, Convert.ToString(value, CultureInfo.InvariantCulture));
        }
        var paragraph = text.ToString();
        return paragraph.AsSpan().ContainsAny('{', '}')
            ? throw new InvalidOperationException($"{file}.md has a name without a value: {paragraph}")
            : paragraph;
    }
}
