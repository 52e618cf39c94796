using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using static DefectOrleans.Engine.Crystals.FileText;

namespace DefectOrleans.Engine.Crystals.Formats;

/// <summary>
/// Reads the first crystal of a CIF: cell, symmetry operations, atom sites. Sites that the operations put on one place
/// are one site; only fully occupied sites are taken.
/// </summary>
public static class CifReader
{
    private const string TypeSymbol = "_atom_site_type_symbol";
    private const string Label = "_atom_site_label";
    private const string FractionalX = "_atom_site_fract_x";
    private const string FractionalY = "_atom_site_fract_y";
    private const string FractionalZ = "_atom_site_fract_z";
    private const string Occupancy = "_atom_site_occupancy";

    private static readonly string[] CellNames =
        ["_cell_length_a", "_cell_length_b", "_cell_length_c", "_cell_angle_alpha", "_cell_angle_beta", "_cell_angle_gamma"];

    private static readonly string[] OperationNames =
        ["_symmetry_equiv_pos_as_xyz", "_space_group_symop_operation_xyz"];

    private static readonly string[] GroupNumberNames =
        ["_symmetry_Int_Tables_number", "_space_group_IT_number"];

    private static readonly string[] GroupNames =
    [
        "_symmetry_space_group_name_H-M", "_space_group_name_H-M_alt", "_space_group_name_H-M", "_space_group_name_H-M_full",
        "_symmetry_space_group_name_Hall", "_space_group_name_Hall",
    ];

    /// <summary>Reads a CIF's text.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="name">The structure's name.</param>
    /// <param name="source">What messages call the file; the name where it is not given.</param>
    /// <exception cref="InputException">The text is no CIF of one fully occupied crystal; the message says in which
    /// line.</exception>
    public static Structure Read(string text, string name, string? source = null) =>
        new Reading(WithLineEnds(text), source ?? name).Structure(name);

    // CIF 2 and its dictionaries (DDLm) write a dot between category and item: _cell.length_a.
    private static string NameOf(ref CifTokens tokens) => tokens.Text.ToString().Replace('.', '_');

    /// <summary>What has been read of one file.</summary>
    private sealed class Reading
    {
        private readonly string _source;
        private readonly double?[] _cell = new double?[CellNames.Length];
        private readonly List<SymmetryOperation> _operations = [];
        private readonly List<(Site Site, int Line)> _sites = [];
        private string? _spaceGroup;
        private string _formula = "";
        private bool _hasSites;

        public Reading(string text, string source)
        {
            _source = source;
            var tokens = new CifTokens(text);
            var isCif = false;
            var token = tokens.Next();
            while (token != CifToken.End && !(token == CifToken.Block && _hasSites))
            {
                if (token == CifToken.Name)
                    token = ReadItem(ref tokens);
                else if (token == CifToken.Loop)
                    token = ReadLoop(ref tokens);
                else if (token == CifToken.Block)
                    token = tokens.Next();
                else if (isCif)
                    token = tokens.Next();
                else
                    throw Fault(source, tokens.Line,
                        $"'{tokens.Text}' stands alone; a name that begins with _, loop_ or data_ was expected (a CIF)");
                // Programs write texts of several words without quotes: past the beginning a stray word is passed over.
                isCif = true;
            }
        }

        public Structure Structure(string name)
        {
            for (var i = 0; i < _cell.Length; i++)
            {
                if (_cell[i] is null)
                    throw new InputException(
                        $"{_source}: {CellNames[i]} is missing; a CIF with three lengths and three angles was expected");
            }
            if (_operations.Count == 0 && _spaceGroup is not null)
                throw new InputException(
                    $"{_source}: space group {_spaceGroup} without its operations; {OperationNames[0]} was expected");
            if (!_hasSites)
                throw new InputException($"{_source}: no atom sites; a loop with {FractionalX} was expected");
            var lattice = ReadLattice();
            var structure = Checked(new Structure(name, lattice, Expanded(lattice)), _source);
            return CifFormulaSum.Difference(_formula, structure) is { } difference
                ? structure with { Warnings = [difference] }
                : structure;
        }

        private Lattice ReadLattice()
        {
            try
            {
                return Lattice.FromLengthsAndAngles(
                    _cell[0]!.Value, _cell[1]!.Value, _cell[2]!.Value, _cell[3]!.Value, _cell[4]!.Value, _cell[5]!.Value);
            }
            catch (InputException fault)
            {
                throw new InputException($"{_source}: {fault.Message}", fault);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private ImmutableArray<Site> Expanded(Lattice lattice)
        {
            var all = ImmutableArray.CreateBuilder<Site>(_sites.Count);
            foreach (var (site, _) in _sites)
            {
                if (_operations.Count <= 1)
                {
                    all.Add(
                        site with
                        {
                            Fractional = _operations.Count == 0 ? site.Fractional : _operations[0].Apply(site.Fractional)
                        });
                    continue;
                }
                var first = all.Count;
                foreach (var operation in _operations)
                {
                    var image = Wrapped(operation.Apply(site.Fractional));
                    if (!all.Skip(first).Any(other => OnePlace(lattice, other.Fractional, image)))
                        all.Add(new Site(site.Element, image));
                }
            }
            return all.ToImmutable();
        }

        private static Vec3 Wrapped(Vec3 p) => new(p.X - Math.Floor(p.X), p.Y - Math.Floor(p.Y), p.Z - Math.Floor(p.Z));

        private CifToken ReadItem(ref CifTokens tokens)
        {
            var name = NameOf(ref tokens);
            var line = tokens.Line;
            var token = tokens.Next();
            if (token != CifToken.Value)
            {
                if (Array.Exists(CellNames, Same(name)))
                    throw Fault(_source, line, $"{name} has no value");
                return token;
            }
            if (Array.FindIndex(CellNames, Same(name)) is >= 0 and var index)
                _cell[index] = Number(tokens.Text, _source, tokens.Line, CellNames[index]);
            else if (Array.Exists(OperationNames, Same(name)))
                AddOperation(tokens.Text, tokens.Line);
            else if (Array.Exists(GroupNumberNames, Same(name)) && TryNumber(tokens.Text, out var number) && number > 1
                     || Array.Exists(GroupNames, Same(name)) && !IsWithoutSymmetry(tokens.Text))
                _spaceGroup ??= tokens.Text.Trim().ToString();
            else if (Same(name)(CifFormulaSum.Name))
                _formula = tokens.Text.ToString();
            else if (name.StartsWith("_atom_site_fract_", StringComparison.OrdinalIgnoreCase))
                throw Fault(_source, line, $"{name} outside a loop; a loop of atom sites was expected");
            return tokens.Next();
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private CifToken ReadLoop(ref CifTokens tokens)
        {
            var line = tokens.Line;
            var names = new List<string>();
            var token = tokens.Next();
            for (; token == CifToken.Name; token = tokens.Next())
                names.Add(NameOf(ref tokens));
            if (names.Count == 0)
                throw Fault(_source, line, "a loop_ without names; names that begin with _ were expected");
            var columns = new SiteColumns(names);
            var operation = names.FindIndex(name => OperationNames.Contains(name, StringComparer.OrdinalIgnoreCase));
            _hasSites |= columns.AreSites;
            if (columns.AreSites)
                columns.Check(_source, line);
            var count = 0;
            var atom = new SiteRow(_source);
            for (; token == CifToken.Value; token = tokens.Next(), count++)
            {
                var column = count % names.Count;
                if (column == operation)
                    AddOperation(tokens.Text, tokens.Line);
                if (!columns.AreSites)
                    continue;
                atom.Read(columns, column, tokens.Text, tokens.Line);
                if (column == names.Count - 1)
                    _sites.Add((atom.Site(), tokens.Line));
            }
            if (count % names.Count != 0)
                throw Fault(
                    _source, tokens.Line,
                    $"the loop of line {line} ends with {count % names.Count} values of {names.Count} in its last row: the file "
                        + $"is cut off or a value is missing");
            return token;
        }

        private void AddOperation(ReadOnlySpan<char> text, int line) => _operations.Add(SymmetryOperation.Parse(text)
            ?? throw Fault(_source, line, $"'{text}' is no symmetry operation; a form such as 'x, -y, z+1/2' was expected"));

        // P 1 as programs write it; no group named is none as well.
        private static bool IsWithoutSymmetry(ReadOnlySpan<char> group) =>
            string.Concat(group.ToString().Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant() is "" or "P1"
                && !group.Contains('-');

        private static Predicate<string> Same(string name) => other => other.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Where in a loop the parts of an atom site stand; −1 where it has none.</summary>
    private sealed class SiteColumns(List<string> names)
    {
        public readonly int X = Find(names, FractionalX), Y = Find(names, FractionalY), Z = Find(names, FractionalZ);
        public readonly int Symbol = Find(names, TypeSymbol), Label = Find(names, CifReader.Label),
            Occupancy = Find(names, CifReader.Occupancy);

        public bool AreSites => X >= 0 || Y >= 0 || Z >= 0;

        public void Check(string source, int line)
        {
            if (X < 0 || Y < 0 || Z < 0)
                throw Fault(source, line,
                    $"the loop of atom sites lacks a coordinate; {FractionalX}, {FractionalY} and {FractionalZ} were expected");
            if (Symbol < 0 && Label < 0)
                throw Fault(
                    source, line, $"the loop of atom sites names no elements; {TypeSymbol} or {CifReader.Label} was expected");
        }

        private static int Find(List<string> names, string name) =>
            names.FindIndex(other => other.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The row of an atom site that is being read.</summary>
    private sealed class SiteRow(string source)
    {
        private string? _element;
        private double _x, _y, _z;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Read(SiteColumns columns, int column, ReadOnlySpan<char> text, int line)
        {
            if (column == columns.X)
                _x = Number(text, source, line, FractionalX);
            else if (column == columns.Y)
                _y = Number(text, source, line, FractionalY);
            else if (column == columns.Z)
                _z = Number(text, source, line, FractionalZ);
            else if (column == columns.Symbol)
                _element = Elements.OfSpecies(text) ?? throw UnknownElement(text, line);
            else if (column == columns.Label && columns.Symbol < 0)
                _element = Elements.OfLabel(text) ?? throw UnknownElement(text, line);
            else if (column == columns.Occupancy && text is not ("." or "?")
                     && Math.Abs(Number(text, source, line, Occupancy) - 1) > 1e-6)
                throw Fault(source, line, $"occupancy {text}; fully occupied sites (1) were expected");
        }

        public Site Site() => new(_element!, new Vec3(_x, _y, _z));

        private InputException UnknownElement(ReadOnlySpan<char> text, int line) =>
            Fault(source, line, $"'{text}' begins with no element's symbol");
    }
}
