using System.Reflection;
using System.Runtime.Serialization;
using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Grains;

namespace DefectOrleans.ClusterTests.Messages;

/// <summary>All that crosses a wire or is stored: grain interfaces and messages.</summary>
internal static class WireContract
{
    private static readonly Assembly[] Assemblies =
        [typeof(IDefectService).Assembly, typeof(ICampaignGrain).Assembly, typeof(GrainSettings).Assembly];

    /// <summary>The grain interfaces.</summary>
    public static IEnumerable<Type> Interfaces => Types.Where(t => t.IsInterface && t.IsAssignableTo(typeof(IAddressable)));

    /// <summary>The messages and stored states.</summary>
    public static IEnumerable<Type> Messages => Types.Where(t => t.GetCustomAttribute<DataContractAttribute>() is not null);

    /// <summary>Enumerations.</summary>
    public static IEnumerable<Type> Enums => Types.Where(t => t.IsEnum && t.IsPublic);

    private static IEnumerable<Type> Types =>
        Assemblies.SelectMany(a => a.GetTypes()).OrderBy(t => t.FullName, StringComparer.Ordinal);

    /// <summary>The members of a message, by their order.</summary>
    public static IEnumerable<PropertyInfo> Members(Type message) => message.GetProperties()
        .Where(p => p.GetCustomAttribute<DataMemberAttribute>() is not null).OrderBy(Order);

    /// <summary>The contract as text.</summary>
    public static IEnumerable<string> Lines()
    {
        foreach (var type in Interfaces)
        {
            yield return $"interface {type.FullName}";
            foreach (var method in type.GetMethods())
            {
                var parameters = method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}");
                yield return $"    {Name(method.ReturnType)} {method.Name}({string.Join(", ", parameters)})";
            }
        }
        foreach (var type in Messages)
        {
            yield return $"message {type.FullName}";
            foreach (var member in Members(type))
                yield return $"    {Order(member)} {Name(member.PropertyType)} {member.Name}";
        }
        foreach (var type in Enums)
        {
            var values = Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(v => $"{v} {Enum.GetName(type, v)}");
            yield return $"enum {type.FullName} {string.Join(", ", values)}";
        }
    }

    private static int Order(PropertyInfo member) => member.GetCustomAttribute<DataMemberAttribute>()!.Order;

    private static string Name(Type type) => type switch
    {
        { IsArray: true } => $"{Name(type.GetElementType()!)}[]",
        { IsGenericType: true } =>
            $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
        _ => type.Name,
    };
}
