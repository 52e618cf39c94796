using System.Globalization;
using System.Text;

namespace DefectOrleans.Engine.Crystals.Formats;

/// <summary>Writes structures as POSCARs of VASP 5: direct positions, each element once.</summary>
public static class PoscarWriter
{
    /// <summary>The POSCAR of a structure; vectors to 10 digits in Å, fractional positions to 12.</summary>
    public static string Write(Structure structure)
    {
        var elements = structure.Sites.GroupBy(site => site.Element).ToList();
        var text = new StringBuilder(structure.Name.ReplaceLineEndings(" ")).Append("\n1.0\n");
        foreach (var vector in (Vec3[])[structure.Lattice.A, structure.Lattice.B, structure.Lattice.C])
            Add(text, $"  {vector.X:F10}  {vector.Y:F10}  {vector.Z:F10}\n");
        text.Append(string.Join(' ', elements.Select(element => element.Key))).Append('\n');
        text.Append(string.Join(' ', elements.Select(element => element.Count()))).Append("\nDirect\n");
        foreach (var (_, f) in elements.SelectMany(element => element))
            Add(text, $"  {f.X:F12}  {f.Y:F12}  {f.Z:F12}\n");
        return text.ToString();
    }

    private static void Add(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture));
}
