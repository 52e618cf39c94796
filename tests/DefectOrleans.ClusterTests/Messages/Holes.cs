using System.Collections;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;
using DefectOrleans.Contracts;

namespace DefectOrleans.ClusterTests.Messages;

/// <summary>Places of requests where a reference may not be null, and requests that have null there.</summary>
internal static class Holes
{
    // Of the two elements of a filled list: the later one, whose number matters.
    private const int Element = 1;

    /// <summary>The messages that users send.</summary>
    public static IEnumerable<Type> Requests => typeof(IDefectService).GetMethods()
        .SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType)
        .Where(type => type.IsDefined(typeof(DataContractAttribute))).Distinct();

    /// <summary>The places of a message, as JSON calls them: <c>samples[1].structure.id</c>.</summary>
    public static IEnumerable<string> Of(Type message)
    {
        foreach (var member in WireContract.Members(message).Where(m => !m.PropertyType.IsValueType))
        {
            if (new NullabilityInfoContext().Create(member).ReadState != NullabilityState.Nullable)
                yield return Name(member);
            foreach (var place in Within(member.PropertyType))
                yield return Name(member) + place;
        }
    }

    /// <summary>A filled message with null at a place.</summary>
    public static object Filled(Type message, string place)
    {
        var whole = new Filled().Of(message);
        var steps = Steps(place);
        var holder = steps[..^1]
            .Aggregate(whole, (at, step) => int.TryParse(step, out var i) ? ((IList)at)[i]! : Member(at, step).GetValue(at)!);
        if (int.TryParse(steps[^1], out var element))
            ((IList)holder)[element] = null;
        else
            Member(holder, steps[^1]).SetValue(holder, null);
        return whole;
    }

    /// <summary>The same as JSON, which the serializer would refuse to write.</summary>
    public static string Json(Type message, string place)
    {
        var options = new JsonSerializerOptions();
        JsonBodyFormat.Configure(options);
        var whole = JsonSerializer.SerializeToNode(new Filled().Of(message), message, options)!;
        var steps = Steps(place);
        var holder = steps[..^1].Aggregate(whole, (at, step) => int.TryParse(step, out var i) ? at[i]! : at[step]!);
        if (int.TryParse(steps[^1], out var element))
            holder[element] = null;
        else
            holder[steps[^1]] = null;
        return whole.ToJsonString(options);
    }

    private static IEnumerable<string> Within(Type type)
    {
        if (type == typeof(string))
            return [];
        if (type.IsDefined(typeof(DataContractAttribute)))
            return Of(type).Select(place => "." + place);
        var element = type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0];
        return element.IsValueType ? [] : Within(element).Prepend("").Select(place => $"[{Element}]{place}");
    }

    private static string[] Steps(string place) => place.Split('.', '[', ']').Where(step => step.Length > 0).ToArray();

    private static PropertyInfo Member(object message, string name) =>
        WireContract.Members(message.GetType()).Single(m => Name(m) == name);

    private static string Name(MemberInfo member) => JsonNamingPolicy.CamelCase.ConvertName(member.Name);
}
