using DefectOrleans.Engine.Datasets;

namespace DefectOrleans.Tests.Datasets;

public class PythonLiteralTests
{
    [Fact]
    public void Literals_are_read()
    {
        var list =
            Assert.IsType<List<object?>>(PythonLiteral.Parse("""[{'a': "it's", "b": (1, -2.5e1,)}, True, None, 'it\'s', [],]"""));

        var dictionary = Assert.IsType<Dictionary<string, object?>>(list[0]);
        Assert.Equal("it's", dictionary["a"]);
        Assert.Equal([1.0, -25.0], Assert.IsType<List<object?>>(dictionary["b"]));
        Assert.Equal([true, null, "it's"], list[1..4]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("[1 2]")]
    [InlineData("{1: 2}")]
    [InlineData("{'a' 2}")]
    [InlineData("'open")]
    [InlineData("[1] x")]
    [InlineData("__import__('os')")]
    public void What_is_no_literal_is_refused(string text) =>
        Assert.Contains("was expected at character", Assert.Throws<FormatException>(() => PythonLiteral.Parse(text)).Message);

    [Fact]
    public void Very_deep_brackets_are_refused() =>
        Assert.Throws<FormatException>(() => PythonLiteral.Parse(new string('[', 100_000)));
}
