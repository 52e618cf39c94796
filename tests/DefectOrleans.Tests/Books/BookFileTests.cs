using System.Text;
using System.Text.Json;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Books;
using DefectOrleans.Tests.Cli;
using DefectOrleans.Tests.Predictions;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Books;

public class BookFileTests
{
    private static readonly byte[] Bytes = BookFile.ToBytes(SampleBooks.Small);

    [Fact]
    public void A_book_comes_back_as_it_was_written()
    {
        using var folder = new TemporaryFolder();

        BookFile.Write(folder["book.json"], SampleBooks.Small);
        var read = BookFile.Read(folder["book.json"]);

        Assert.Equal(Text(SampleBooks.Small), Text(read));
        Assert.Equal(Bytes, BookFile.ToBytes(read));
        Assert.Equal([folder["book.json"]], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Every_digit_of_every_number_comes_back() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(50), Prop.ForAll(ArbMap.Default.ArbFor<NormalFloat>(), number =>
        {
            var book = SampleBooks.Small with
            {
                ReferenceEnergy = number.Get,
                Singles = [new SingleDefect("V_S", number.Get / 3, new Levels(null, null, number.Get * 7))]
            };
            var read = BookFile.FromBytes(BookFile.ToBytes(book), "book");

            Assert.Equal((book.ReferenceEnergy, book.Singles[0]), (read.ReferenceEnergy, read.Singles[0]));
        }));

    [Fact]
    public void Any_changed_byte_is_noticed() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(
            Gen.Choose(0, Bytes.Length - 1).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), (position, change) =>
            {
                var changed = Bytes.ToArray();
                changed[position] ^= (byte)change;

                AssertRefused(changed);
            }));

    [Fact]
    [Trait("Category", "Slow")]
    public void Every_position_is_guarded()
    {
        for (var position = 0; position < Bytes.Length; position++)
        {
            var changed = Bytes.ToArray();
            changed[position] ^= 1;
            AssertRefused(changed);
        }
    }

    [Fact]
    public void A_byte_more_or_less_is_noticed()
    {
        AssertRefused([.. Bytes, (byte)'\n']);
        AssertRefused([(byte)' ', .. Bytes]);
        for (var length = 0; length < Bytes.Length; length += 97)
            AssertRefused(Bytes[..length]);
    }

    [Fact]
    public void A_book_of_a_later_version_is_told_as_such() =>
        Assert.Equal("book: a formula book of version 2; this program reads version 1",
            Refused(Replaced("\"version\": 1", "\"version\": 2")));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1, 2]")]
    [InlineData("_id,energy\n1,2\n")]
    [InlineData("{\"format\": \"cook book\", \"version\": 1}")]
    public void What_is_no_book_is_told_as_such(string text) =>
        Assert.Contains("no formula book", Refused(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_missing_book_is_told_by_its_path()
    {
        using var folder = new TemporaryFolder();

        Assert.StartsWith(
            $"{folder["none.json"]}: ", Assert.Throws<InputException>(() => BookFile.Read(folder["none.json"])).Message);
        Assert.StartsWith($"{folder.Path}: ", Assert.Throws<InputException>(() => BookFile.Read(folder.Path)).Message);
    }

    private static byte[] Replaced(string from, string to) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Bytes).Replace(from, to));

    private static void AssertRefused(byte[] bytes) => Assert.StartsWith("book: ", Refused(bytes));

    private static string Refused(byte[] bytes)
    {
        var message = Assert.Throws<InputException>(() => BookFile.FromBytes(bytes, "book")).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private static string Text(FormulaBook book) => JsonSerializer.Serialize(book);
}
