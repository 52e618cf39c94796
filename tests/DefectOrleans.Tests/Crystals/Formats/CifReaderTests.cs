using DefectOrleans.Engine;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Crystals.Formats;

namespace DefectOrleans.Tests.Crystals.Formats;

public class CifReaderTests
{
    private const string Plain =
        """
        data_MoS2
        _cell_length_a   3.19
        _cell_length_b   3.19
        _cell_length_c   14.879
        _cell_angle_alpha   90
        _cell_angle_beta   90
        _cell_angle_gamma   120
        loop_
         _atom_site_type_symbol
         _atom_site_label
         _atom_site_fract_x
         _atom_site_fract_y
         _atom_site_fract_z
         _atom_site_occupancy
          Mo  Mo0  0.33333333  0.66666667  0.25  1.0
          S  S1  0.66666667  0.33333333  0.144826  1.0
          S  S2  0.66666667  0.33333333  0.355174  1.0
        """;

    [Fact]
    public void Sites_and_cell_are_read()
    {
        var structure = CifReader.Read(Plain, "x");

        Assert.Equal(["Mo", "S", "S"], structure.Sites.Select(site => site.Element));
        Assert.Equal(new Vec3(0.66666667, 0.33333333, 0.355174), structure.Sites[2].Fractional);
        Assert.Equal(3.19 * 3.19 * Math.Sqrt(0.75) * 14.879, structure.Lattice.Volume, 1e-9);
    }

    [Fact]
    public void Symmetry_operations_make_the_sites_of_a_group_each_once()
    {
        // P-6m2 of MoS2 has twelve operations: these six and their mirror images in the layer's plane.
        var structure = CifReader.Read(
            """
            # comment
            data_global
            _publ_section_title
            ;
             A text field with 'quotes', # and _names
            ;
            data_MoS2
            _cell_length_a   3.1903(2)
            _cell_length_b   3.1903(2)
            _cell_length_c   14.879
            _cell_angle_alpha   90.000
            _cell_angle_beta   90.000
            _cell_angle_gamma   120.000
            _symmetry_space_group_name_H-M "P -6 m 2"
            loop_
            _atom_site_fract_z
            _atom_site_label
            _atom_site_fract_x
            _atom_site_type_symbol
            _atom_site_fract_y
            0.25 Mo1 0.33333 Mo4+ 0.66667
            0.35517(3) S1 0.66667 S2- 0.33333 # the upper sulfur
            loop_
            _space_group_symop_id
            _space_group_symop_operation_xyz
            1 'x, y, z'
            2 '-y, x-y, z'
            3 "-x+y, -x, z"
            4 -y,-x,z
            5 '-x+y, y, z'
            6 'x, x-y, z'
            7 'x, y, -z+1/2'
            8 '-y, x-y, 1/2-z'
            9 '-x+y, -x, 0.5-z'
            10 '-y, -x, -z+1/2'
            11 '-x+y, y, -z+1/2'
            12 'x, x-y, -z+1/2'
            """, "x");

        Assert.Equal(["Mo", "S", "S"], structure.Sites.Select(site => site.Element));
        Assert.Equal(0.5, structure.Sites[1].Fractional.Z + structure.Sites[2].Fractional.Z, 1e-9);
        Assert.Equal(3.1903, structure.Lattice.A.Length, 1e-12);
    }

    [Theory]
    [InlineData("Mo0+", "Mo")]
    [InlineData("Se2-", "Se")]
    [InlineData("W4+", "W")]
    public void An_oxidation_state_is_no_part_of_the_element(string symbol, string element) =>
        Assert.Equal(element, CifReader.Read(Plain.Replace("  Mo  Mo0", $"  {symbol}  Mo0"), "x").Sites[0].Element);

    [Theory]
    [InlineData("Mo0", "Mo")]
    [InlineData("SeA", "Se")]
    [InlineData("OW1", "O")]
    [InlineData("V1", "V")]
    public void Labels_tell_the_element_where_there_is_no_type_symbol(string label, string element)
    {
        var text = Plain.Replace(" _atom_site_type_symbol\n", "").Replace("  Mo  Mo0", $"  {label}").Replace("  S  S", "  S");

        Assert.Equal(element, CifReader.Read(text, "x").Sites[0].Element);
    }

    [Theory]
    [InlineData("Va1")]
    [InlineData("Vac2")]
    [InlineData("X1")]
    public void A_dummys_label_keeps_the_place_of_an_atom_that_is_not_there(string label)
    {
        var text = Plain.Replace(" _atom_site_type_symbol\n", "").Replace("  Mo  Mo0", $"  {label}").Replace("  S  S", "  S");

        Assert.Equal(["S", "S"], CifReader.Read(text, "x").Sites.Select(site => site.Element));
    }

    [Theory]
    [InlineData("_symmetry_space_group_name_H-M 'P 1'")]
    [InlineData("_space_group_name_H-M_alt P1")]
    [InlineData("_symmetry_space_group_name_Hall 'P 1'")]
    [InlineData("_space_group_name_H-M_alt ?")]
    [InlineData("_symmetry_Int_Tables_number 1")]
    public void A_group_without_symmetry_needs_no_operations(string group) =>
        Assert.Equal(3, CifReader.Read($"{group}\n{Plain}", "x").Sites.Length);

    [Fact]
    public void Names_with_a_dot_are_those_with_a_line() =>
        Assert.Equal(
            3, CifReader.Read(Plain.Replace("_cell_", "_cell.").Replace("_atom_site_", "_atom_site."), "x").Sites.Length);

    [Fact]
    public void An_old_programs_line_ends_close_comments() =>
        Assert.Equal(3, CifReader.Read(("# made by an old program\n" + Plain).Replace('\n', '\r'), "x").Sites.Length);

    [Theory]
    [InlineData("'x,\ty,\tz'")]
    [InlineData("' x , y , + z '")]
    public void Space_within_an_operation_means_nothing(string operation) =>
        Assert.Equal(3, CifReader.Read($"loop_ _symmetry_equiv_pos_as_xyz {operation}\n{Plain}", "x").Sites.Length);

    [Theory]
    [InlineData("'Mo S3'")]
    [InlineData("'Mo1 S1'")]
    [InlineData("'Mo1 Se2'")]
    [InlineData("'Mo1 S2 Se1'")]
    [InlineData("'Mo2 S4'")]
    public void A_formula_that_contradicts_the_sites_is_said_with_both_counts(string formula)
    {
        var warning = Assert.Single(CifReader.Read($"_chemical_formula_sum {formula}\n{Plain}", "x").Warnings);

        Assert.Equal($"_chemical_formula_sum says {formula.Trim('\'')}, the sites are Mo1 S2; the sites are used", warning);
    }

    [Theory]
    [InlineData("'Mo S2'")]
    [InlineData("'S2 Mo1'")]
    [InlineData("?")]
    [InlineData("'(Mo S2)n'")]
    public void A_formula_that_agrees_or_is_not_understood_is_no_matter(string formula) =>
        Assert.Empty(CifReader.Read($"_chemical_formula_sum {formula}\n{Plain}", "x").Warnings);

    [Fact]
    public void A_formula_may_be_that_of_one_of_several_units()
    {
        var text = $"_chemical_formula_sum 'Mo S2'\nloop_ _symmetry_equiv_pos_as_xyz x,y,z x,y,z+1/2\n{Plain}";

        Assert.Equal(6, CifReader.Read(text, "x").Sites.Length);
        Assert.Empty(CifReader.Read(text, "x").Warnings);
    }

    [Theory]
    [InlineData("0.25  1.0", "NaN  1.0", "x.cif, line 15: 'NaN' where _atom_site_fract_z was expected")]
    [InlineData("0.25  1.0", "high  1.0", "x.cif, line 15: 'high' where _atom_site_fract_z was expected")]
    [InlineData("0.25  1.0", "0.25  0.5", "x.cif, line 15: occupancy 0.5")]
    [InlineData("  Mo  Mo0", "  Qq  Mo0", "x.cif, line 15: 'Qq' begins with no element's symbol")]
    [InlineData("0.355174", "0.144827", "x.cif: sites 2 (S) and 3 (S) stand on one place")]
    [InlineData("0.355174  1.0", "0.355174", "x.cif, line 17: the loop of line 8 ends with 5 values of 6")]
    [InlineData("_cell_length_b   3.19", "", "x.cif: _cell_length_b is missing")]
    [InlineData("_cell_length_b   3.19", "_cell_length_b   inf", "x.cif, line 3: 'inf' where _cell_length_b")]
    [InlineData("_cell_angle_gamma   120", "_cell_angle_gamma   180", "x.cif: lattice vectors span a volume of")]
    [InlineData("_cell_length_a   3.19", "_cell_length_a   0", "x.cif: lattice vectors span a volume of")]
    [InlineData("data_MoS2", "_symmetry_Int_Tables_number 187", "x.cif: space group 187 without its operations")]
    [InlineData("data_MoS2", "_space_group_name_H-M_alt 'P -6 m 2'",
        "x.cif: space group P -6 m 2 without its operations; _symmetry_equiv_pos_as_xyz was expected")]
    [InlineData("data_MoS2", "_symmetry_space_group_name_Hall 'P -6 2'", "x.cif: space group P -6 2 without its operations")]
    [InlineData("data_MoS2", "_space_group.name_H-M_alt P-1", "x.cif: space group P-1 without its operations")]
    [InlineData("data_MoS2", "loop_ _symmetry_equiv_pos_as_xyz 'x, y'", "x.cif, line 1: 'x, y' is no symmetry operation")]
    [InlineData("data_MoS2", "hello", "x.cif, line 1: 'hello' stands alone")]
    public void A_fault_is_named_with_its_place(string from, string to, string message)
    {
        Assert.Contains(from, Plain);
        var fault = Assert.Throws<InputException>(() => CifReader.Read(Plain.Replace(from, to), "x", "x.cif"));

        Assert.StartsWith(message, fault.Message);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void A_file_cut_anywhere_in_its_sites_is_a_structure_with_fewer_atoms_or_a_fault()
    {
        for (var length = 0; length < Plain.Length; length++)
        {
            try
            {
                Assert.InRange(CifReader.Read(Plain[..length], "x").Sites.Length, 1, 3);
            }
            catch (InputException fault)
            {
                Assert.StartsWith("x", fault.Message);
            }
        }
    }
}
