namespace DefectOrleans.Cli.Plots;

/// <summary>
/// What figures look like, on light pages and on dark ones. A figure paints its own paper, so it can be read on any page.
/// </summary>
internal static class Stylesheet
{
    /// <summary>Class of the outermost element, so that the rules leave a page's other drawings alone.</summary>
    public const string Root = "defects";

    /// <summary>Colours that tell series apart; the last is for all others.</summary>
    public const int Colours = 8;

    /// <summary>Style of a series.</summary>
    public static string Colour(int series) => $"c{Math.Min(series, Colours - 1)}";

    /// <summary>The rules. Colours of equal lightness that differ for colour-blind readers too.</summary>
    public const string Text = """

        .defects{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:#1f2933}
        .defects text{fill:#1f2933;stroke:none}
        .defects .paper{fill:#fff}
        .defects .title{font-size:17px;font-weight:600}
        .defects .quiet{fill:#667080}
        .defects .small{font-size:11px}
        .defects .formula{font:11px ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
        .defects .end{text-anchor:end}
        .defects .mid{text-anchor:middle}
        .defects .site{font-size:75%}
        .defects .ink{fill:currentColor}
        .defects .frame{fill:none;stroke:#9aa4b1}
        .defects .grid{fill:none;stroke:#e9ecf0}
        .defects .zero{fill:none;stroke:#9aa4b1;stroke-dasharray:4 3}
        .defects .tick{fill:none;stroke:#9aa4b1}
        .defects .curve{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .defects .thin{fill:none;stroke:currentColor;stroke-width:.8;stroke-opacity:.4;stroke-linejoin:round}
        .defects .bar{fill:none;stroke:currentColor;stroke-width:1.2}
        .defects .mark{fill:currentColor;stroke:#fff;stroke-width:1}
        .defects .open{fill:#fff;stroke:currentColor;stroke-width:1.3}
        .defects .ring{fill:none;stroke:currentColor;stroke-width:1.8}
        .defects .box{fill:currentColor;fill-opacity:.28;stroke:currentColor}
        .defects .dots{fill:none;stroke:currentColor;stroke-width:4.4;stroke-opacity:.45;stroke-linecap:round}
        .defects .c0{color:#0f6cbd}
        .defects .c1{color:#c8500a}
        .defects .c2{color:#0b7f63}
        .defects .c3{color:#8a3fa0}
        .defects .c4{color:#987000}
        .defects .c5{color:#b8254f}
        .defects .c6{color:#2d7d8f}
        .defects .c7{color:#667080}
        @media (prefers-color-scheme:dark){
        .defects{color:#e4e8ed}
        .defects text{fill:#e4e8ed}
        .defects .paper{fill:#12161c}
        .defects .quiet{fill:#98a3b1}
        .defects .ink{fill:currentColor}
        .defects .frame,.defects .zero,.defects .tick{stroke:#5b6675}
        .defects .grid{stroke:#252c36}
        .defects .thin{stroke-opacity:.55}
        .defects .mark{stroke:#12161c}
        .defects .open{fill:#12161c}
        .defects .c0{color:#63b0f8}
        .defects .c1{color:#ff9a57}
        .defects .c2{color:#4cc9a4}
        .defects .c3{color:#cf8fe3}
        .defects .c4{color:#e0bd48}
        .defects .c5{color:#ff7d9c}
        .defects .c6{color:#7accdb}
        .defects .c7{color:#98a3b1}
        }

        """;
}
