using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DefectOrleans.Tests.Cli.Plots;

/// <summary>A drawing read again: its elements and every place in it.</summary>
internal sealed partial class Sketch
{
    private readonly XElement _root;

    /// <summary>Reads a drawing, which has to be well-formed.</summary>
    public Sketch(string svg) => _root = XDocument.Parse(svg).Root!;

    /// <summary>Width and height of the view box.</summary>
    public (double Width, double Height) Size =>
        ((string)_root.Attribute("viewBox")!).Split(' ').Select(Number).ToArray() is [0, 0, var width, var height]
            ? (width, height)
            : throw new FormatException("The view box does not begin at 0.");

    /// <summary>The title for screen readers.</summary>
    public string Title => Elements("title").First().Value;

    /// <summary>All texts.</summary>
    public IEnumerable<string> Texts => Elements("text").Select(t => t.Value);

    /// <summary>Elements of a name.</summary>
    public IEnumerable<XElement> Elements(string name) => _root.Descendants(_root.Name.Namespace + name);

    /// <summary>Elements of a name and a style.</summary>
    public IEnumerable<XElement> Elements(string name, string style) =>
        Elements(name).Where(e => (string?)e.Attribute("class") == style);

    /// <summary>All that has to lie in the view box; corners of rectangles and ends of circles too.</summary>
    public IEnumerable<(double X, double Y)> Places() => _root.Descendants().SelectMany(PlacesOf);

    private static IEnumerable<(double, double)> PlacesOf(XElement element)
    {
        double At(string name) => Number((string)element.Attribute(name)!);
        switch (element.Name.LocalName)
        {
            case "text":
                return [(At("x"), At("y"))];
            case "circle":
                return [(At("cx") - At("r"), At("cy") - At("r")), (At("cx") + At("r"), At("cy") + At("r"))];
            case "rect":
                Assert.True(At("width") >= 0 && At("height") >= 0);
                return [(At("x"), At("y")), (At("x") + At("width"), At("y") + At("height"))];
            case "polyline" or "polygon" or "path":
                var numbers = Numbers()
                    .Matches(((string?)element.Attribute("points") ?? (string)element.Attribute("d")!)
                        .Replace("h0", "", StringComparison.Ordinal))
                    .Select(m => Number(m.Value)).ToArray();
                Assert.Equal(0, numbers.Length % 2);
                return numbers.Chunk(2).Select(pair => (pair[0], pair[1]));
            default:
                return [];
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[^\s,MLZ]+", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
