using System.Collections;
using System.Runtime.Serialization;
using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace DefectOrleans.ClusterTests.Messages;

/// <summary>
/// How messages travel and are copied, beyond the round trips that the wire contract holds for every one of them.
/// </summary>
public class MessageCodecTests
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddDefectMessages().BuildServiceProvider();

    private static readonly Serializer Serializer = Services.GetRequiredService<Serializer>();

    public static TheoryData<string> MessageNames => WireContractTests.MessageNames;

    [Theory]
    [MemberData(nameof(MessageNames))]
    public void A_copy_is_equal_and_shares_nothing_that_can_change(string name)
    {
        var message = new Filled().Of(WireContract.Messages.Single(type => type.FullName == name));

        var copy = Services.GetRequiredService<DeepCopier>().Copy(message);

        Assert.Equal(Filled.Content(message), Filled.Content(copy));
        Assert.Empty(References(message).Intersect(References(copy), ReferenceEqualityComparer.Instance));
    }

    [Fact]
    public void One_message_twice_comes_over_as_one()
    {
        var snapshot = new IslandSnapshot(1, 2, 3);
        var over = Serializer.Deserialize<object[]>(
            Serializer.SerializeToArray<object[]>([snapshot, "between", snapshot, new IslandSnapshot(4, 5, 6)]))!;
        Assert.Equal([snapshot, "between", snapshot, new IslandSnapshot(4, 5, 6)], over);
        Assert.Same(over[0], over[2]);

        var copies = Services.GetRequiredService<DeepCopier>().Copy<object[]>([snapshot, snapshot])!;
        Assert.Same(copies[0], copies[1]);
        Assert.NotSame(snapshot, copies[0]);
    }

    [Fact]
    public void A_message_where_its_type_is_known_comes_over_whole()
    {
        var message = (IslandStart)new Filled().Of(typeof(IslandStart));
        Assert.Equal(
            Filled.Content(message), Filled.Content(Serializer.Deserialize<IslandStart>(Serializer.SerializeToArray(message))));
    }

    [Fact]
    public void Every_torn_message_is_refused()
    {
        var whole = Serializer.SerializeToArray<object>(new Filled().Of(typeof(EpochReport)));
        for (var length = 0; length < whole.Length; length++)
            Assert.ThrowsAny<Exception>(() => Serializer.Deserialize<object>(whole.AsSpan(0, length).ToArray()));
    }

    [Fact]
    public void What_is_no_message_is_left_to_others()
    {
        var codec = new MessageCodec();
        Assert.True(codec.IsSupportedType(typeof(FormulaBook)));
        Assert.All([typeof(string), typeof(IDefectService), typeof(Unfinished), typeof(GrainFaultException)], type =>
        {
            Assert.False(codec.IsSupportedType(type));
            Assert.Null(codec.IsTypeAllowed(type));
        });
    }

    /// <summary>The messages and lists that a message holds, itself among them.</summary>
    private static IEnumerable<object> References(object? value) => value switch
    {
        null or string or ValueType => [],
        IEnumerable elements => elements.Cast<object?>().SelectMany(References).Prepend(value),
        _ => WireContract.Members(value.GetType()).SelectMany(member => References(member.GetValue(value))).Prepend(value),
    };

    [DataContract]
    private abstract class Unfinished;
}
