using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace DefectOrleans.Tests;

/// <summary>The engine's rooms in the order in which data go through them: a room knows those before it and none after.</summary>
public partial class StageOrderTests
{
    private static readonly string[] Order =
    [
        "Numerics", "Crystals", "Defects", "Datasets", "Formulas", "Fitting", "Laws", "Segvae", "Tables", "Books",
        "Predictions", "Arrangements", "Evaluations", "Learning", "Exploring", "Service",
    ];

    public static TheoryData<string> Rooms =>
        [.. Directory.GetDirectories(Engine()).Select(folder => Path.GetFileName(folder)!).Except(["bin", "obj"])];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_knows_none_that_comes_after_it(string room)
    {
        var place = Array.IndexOf(Order, room);
        Assert.True(place >= 0, $"{room} has no place in the order of rooms");
        var later =
            from file in Directory.EnumerateFiles(Path.Combine(Engine(), room), "*.cs", SearchOption.AllDirectories)
            from Match name in RoomName().Matches(File.ReadAllText(file))
            let other = Array.IndexOf(Order, name.Groups[1].Value)
            where other > place
            select $"{Path.GetRelativePath(Engine(), file)} knows {Order[other]}";
        Assert.Empty(later.Distinct());
    }

    // Imports are all used (an unused one is an error), and other rooms are reached by them or by their full name.
    [GeneratedRegex(@"DefectOrleans\.Engine\.(\w+)")]
    private static partial Regex RoomName();

    private static string Engine([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "grains", "DefectOrleans.Engine"));
}
