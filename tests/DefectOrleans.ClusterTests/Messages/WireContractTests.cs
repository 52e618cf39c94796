using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Serialization;
using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace DefectOrleans.ClusterTests.Messages;

public class WireContractTests
{
    private static readonly Serializer Serializer =
        new ServiceCollection().AddDefectMessages().BuildServiceProvider().GetRequiredService<Serializer>();

    public static TheoryData<string> MessageNames => [.. WireContract.Messages.Select(t => t.FullName!)];

    [Fact]
    public void The_contract_is_the_approved_one()
    {
        // Silos of another version see a difference: change the file knowingly (DEFECTS_APPROVE=1 writes it), and never a
        // member's number.
        if (Environment.GetEnvironmentVariable("DEFECTS_APPROVE") == "1")
            File.WriteAllLines(Approved(), WireContract.Lines());
        Assert.Equal(File.ReadAllLines(Approved()), WireContract.Lines());
    }

    [Theory]
    [MemberData(nameof(MessageNames))]
    public void A_filled_message_comes_over_whole(string name)
    {
        var message = new Filled().Of(WireContract.Messages.Single(t => t.FullName == name));

        var over = Serializer.Deserialize<object>(Serializer.SerializeToArray(message));

        Assert.IsType(message.GetType(), over);
        Assert.Equal(Filled.Content(message), Filled.Content(over));
    }

    [Theory]
    [MemberData(nameof(MessageNames))]
    public void Members_have_orders_of_their_own_from_0_on(string name)
    {
        var orders = WireContract.Messages.Single(t => t.FullName == name).GetProperties()
            .Select(p => p.GetCustomAttribute<DataMemberAttribute>()?.Order).OfType<int>().Order().ToArray();

        Assert.Equal(Enumerable.Range(0, orders.Length), orders);
    }

    [Fact]
    public void A_fault_comes_over_with_its_kind()
    {
        var over = Serializer.Deserialize<object>(
            Serializer.SerializeToArray<object>(new GrainFaultException(ServiceFault.Conflict, "what and where")));

        var fault = Assert.IsType<GrainFaultException>(over);
        Assert.Equal((ServiceFault.Conflict, "what and where"), (fault.Fault, fault.Message));
    }

    private static string Approved([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Contract.approved.txt");
}
