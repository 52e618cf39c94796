using System.Globalization;
using System.Text;

namespace DefectOrleans.Engine.Crystals.Formats;

/// <summary>Writes structures as CIFs in space group P1: every atom stands in the list.</summary>
public static class CifWriter
{
    /// <summary>The CIF of a structure; lengths and angles to 8 digits, fractional positions to 10.</summary>
    public static string Write(Structure structure)
    {
        var (a, b, c) = (structure.Lattice.A, structure.Lattice.B, structure.Lattice.C);
        var text = new StringBuilder();
        text.Append("data_").Append(string.Concat(structure.Name.Select(letter => char.IsWhiteSpace(letter) ? '_' : letter)))
            .Append('\n');
        text.Append("_symmetry_space_group_name_H-M   'P 1'\n");
        Add(text, $"_cell_length_a   {a.Length:F8}\n_cell_length_b   {b.Length:F8}\n_cell_length_c   {c.Length:F8}\n");
        Add(text,
            $"_cell_angle_alpha   {Angle(b, c):F8}\n_cell_angle_beta   {Angle(a, c):F8}\n_cell_angle_gamma   {Angle(a, b):F8}\n");
        text.Append(
            "_symmetry_Int_Tables_number   1\nloop_\n _symmetry_equiv_pos_site_id\n _symmetry_equiv_pos_as_xyz\n  1  'x, y, "
                + "z'\n");
        text.Append("loop_\n _atom_site_type_symbol\n _atom_site_label\n _atom_site_symmetry_multiplicity\n");
        text.Append(" _atom_site_fract_x\n _atom_site_fract_y\n _atom_site_fract_z\n _atom_site_occupancy\n");
        for (var i = 0; i < structure.Sites.Length; i++)
        {
            var (element, f) = structure.Sites[i];
            Add(text, $"  {element}  {element}{i}  1  {f.X:F10}  {f.Y:F10}  {f.Z:F10}  1\n");
        }
        return text.ToString();
    }

    private static void Add(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture));

    private static double Angle(Vec3 a, Vec3 b) => Math.Acos(Math.Clamp(a.Dot(b) / (a.Length * b.Length), -1, 1)) * 180 / Math.PI;
}
