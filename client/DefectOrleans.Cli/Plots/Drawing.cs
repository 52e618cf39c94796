using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace DefectOrleans.Cli.Plots;

/// <summary>A place on a drawing, px from its left upper corner.</summary>
internal readonly record struct Place(double X, double Y);

/// <summary>
/// An SVG drawing being written. What things look like stands in <see cref="Stylesheet"/>; here are only places, texts and
/// the names of styles. The same calls give the same bytes.
/// </summary>
internal sealed partial class Drawing
{
    private const string Namespace = "http://www.w3.org/2000/svg";

    private readonly StringBuilder _text = new();
    private readonly XmlWriter _xml;

    /// <summary>Begins a drawing of a size in px, with what a screen reader says of it.</summary>
    public Drawing(string id, double width, double height, string title, string description)
    {
        _xml = XmlWriter.Create(
            _text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, IndentChars = "", NewLineChars = "\n" });
        _xml.WriteStartElement("svg", Namespace);
        _xml.WriteAttributeString("class", Stylesheet.Root);
        _xml.WriteAttributeString("viewBox", $"0 0 {Number(width)} {Number(height)}");
        _xml.WriteAttributeString("width", Number(width));
        _xml.WriteAttributeString("height", Number(height));
        _xml.WriteAttributeString("role", "img");
        _xml.WriteAttributeString("aria-labelledby", $"{id}-title {id}-desc");
        Said("title", $"{id}-title", title);
        Said("desc", $"{id}-desc", description);
        _xml.WriteElementString("style", Namespace, Stylesheet.Text);
        Box(0, 0, width, height, "paper");
    }

    /// <summary>Begins a group; <see cref="End"/> ends it.</summary>
    public void Begin(string style) => Element("g", style);

    /// <summary>Begins a group that says something when it is pointed at; <see cref="End"/> ends it.</summary>
    public void Begin(string style, string said)
    {
        Begin(style);
        _xml.WriteElementString("title", Namespace, Clean(said));
    }

    /// <summary>Ends a group.</summary>
    public void End() => _xml.WriteEndElement();

    /// <summary>A straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string style) =>
        Whole("path", style, ("d", $"M{Number(x1)} {Number(y1)}L{Number(x2)} {Number(y2)}"));

    /// <summary>A line through places.</summary>
    public void Polyline(IEnumerable<Place> places, string style) =>
        Whole("polyline", style, ("points", string.Join(' ', places.Select(p => $"{Number(p.X)},{Number(p.Y)}"))));

    /// <summary>A closed shape.</summary>
    public void Polygon(IEnumerable<Place> corners, string style) =>
        Whole("polygon", style, ("points", string.Join(' ', corners.Select(p => $"{Number(p.X)},{Number(p.Y)}"))));

    /// <summary>A circle.</summary>
    public void Circle(double x, double y, double radius, string style) =>
        Whole("circle", style, ("cx", Number(x)), ("cy", Number(y)), ("r", Number(radius)));

    /// <summary>A rectangle.</summary>
    public void Box(double x, double y, double width, double height, string style) =>
        Whole("rect", style, ("x", Number(x)), ("y", Number(y)), ("width", Number(width)), ("height", Number(height)));

    /// <summary>Round dots, as many as one likes: lines of no length, whose ends the style makes round.</summary>
    public void Dots(IEnumerable<Place> places, string style) =>
        Whole("path", style, ("d", string.Concat(places.Select(p => $"M{Number(p.X)} {Number(p.Y)}h0"))));

    /// <summary>A text from, or as the style says round or up to, a place on its base line.</summary>
    public void Text(double x, double y, string text, string style)
    {
        Element("text", style, ("x", Number(x)), ("y", Number(y)));
        _xml.WriteString(Clean(text));
        End();
    }

    /// <summary>A text that reads upwards, its middle at a place.</summary>
    public void Upward(double x, double y, string text, string style)
    {
        Element("text", style, ("x", Number(x)), ("y", Number(y)), ("transform", $"rotate(-90 {Number(x)} {Number(y)})"));
        _xml.WriteString(Clean(text));
        End();
    }

    /// <summary>A text with defect kinds in it, whose sites are set as subscripts: V_Mo.</summary>
    public void Kinds(double x, double y, string text, string style)
    {
        Element("text", style, ("x", Number(x)), ("y", Number(y)));
        var isLowered = false;
        foreach (var (index, piece) in Subscripts().Split(Clean(text)).Index())
        {
            if (piece.Length == 0)
                continue;
            var isSubscript = index % 2 == 1;
            if (isSubscript || isLowered)
            {
                _xml.WriteStartElement("tspan", Namespace);
                _xml.WriteAttributeString("dy", isSubscript ? "0.25em" : "-0.19em");
                if (isSubscript)
                    _xml.WriteAttributeString("class", "site");
            }
            _xml.WriteString(piece);
            if (isSubscript || isLowered)
                End();
            isLowered = isSubscript;
        }
        End();
    }

    /// <summary>Ends the drawing.</summary>
    public string Finish()
    {
        _xml.WriteEndElement();
        _xml.Flush();
        return _text.Append('\n').ToString();
    }

    private void Said(string element, string id, string text)
    {
        _xml.WriteStartElement(element, Namespace);
        _xml.WriteAttributeString("id", id);
        _xml.WriteString(Clean(text));
        End();
    }

    private void Element(string name, string style, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _xml.WriteStartElement(name, Namespace);
        _xml.WriteAttributeString("class", style);
        foreach (var (attribute, value) in attributes)
            _xml.WriteAttributeString(attribute, value);
    }

    private void Whole(string name, string style, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Element(name, style, attributes);
        End();
    }

    private static string Number(double place) => double.IsFinite(place)
        ? Math.Round(place, 2).ToString("0.##", CultureInfo.InvariantCulture)
        : throw new ArgumentOutOfRangeException(nameof(place), place, "A drawing has finite places only.");

    /// <summary>Text without what XML can't hold.</summary>
    private static string Clean(string text) =>
        text.All(XmlConvert.IsXmlChar)
            ? text
            : string.Concat(text.Select(letter => XmlConvert.IsXmlChar(letter) ? letter : '\uFFFD'));

    [GeneratedRegex("_([A-Za-z0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Subscripts();
}
