using System.Text.Json;
using System.Text.Json.Serialization;

namespace DefectOrleans.Contracts;

/// <summary>
/// Messages as JSON: members in camelCase, enums as words, and numbers that have no value (NaN) as null, in arrays too.
/// </summary>
public sealed class JsonBodyFormat : IBodyFormat
{
    private readonly JsonSerializerOptions _options = new();

    private JsonBodyFormat(JsonUnmappedMemberHandling unknown)
    {
        Configure(_options, unknown);
        // Before the usual one, which takes "energy, gap" for one word.
        _options.Converters.Insert(0, new OneWord());
    }

    /// <summary>For who asks: passes over members that it does not know, as a later service may send them.</summary>
    public static JsonBodyFormat Lenient { get; } = new(JsonUnmappedMemberHandling.Skip);

    /// <summary>For who serves: refuses members that it does not know, so that a misspelt one is noticed.</summary>
    public static JsonBodyFormat Strict { get; } = new(JsonUnmappedMemberHandling.Disallow);

    /// <inheritdoc/>
    public string MediaType => "application/json";

    /// <summary>Sets serializer options to this format.</summary>
    public static void Configure(
        JsonSerializerOptions options, JsonUnmappedMemberHandling unknown = JsonUnmappedMemberHandling.Skip)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = unknown;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new NumberOrNull());
    }

    /// <inheritdoc/>
    public async ValueTask<T> Read<T>(Stream body, CancellationToken cancellation)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(body, _options, cancellation).ConfigureAwait(false)
                ?? throw new InvalidDataException("the body is null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(Explain(e), e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask Write<T>(Stream body, T message, CancellationToken cancellation) =>
        await JsonSerializer.SerializeAsync(body, message, _options, cancellation).ConfigureAwait(false);

    /// <summary>A message as text of one line.</summary>
    public string ToText<T>(T message) => JsonSerializer.Serialize(message, _options);

    /// <summary>The message of a text.</summary>
    /// <exception cref="InvalidDataException">The text is no such message.</exception>
    public T FromText<T>(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, _options) ?? throw new InvalidDataException("the text is null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(Explain(e), e);
        }
    }

    // The serializer's own words end with path and place, and name types of ours in full.
    private static string Explain(JsonException fault)
    {
        var what = fault.Message.Split(" Path: ")[0].Replace(typeof(JsonBodyFormat).Namespace + ".", "", StringComparison.Ordinal)
            .TrimEnd('.');
        return $"line {fault.LineNumber + 1}, {(string.IsNullOrEmpty(fault.Path) ? "$" : fault.Path)}: {what}";
    }

    private sealed class OneWord : JsonConverterFactory
    {
        public override bool CanConvert(Type type) => type.IsEnum;

        public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(OneWord<>).MakeGenericType(type))!;
    }

    private sealed class OneWord<T> : JsonConverter<T>
        where T : struct, Enum
    {
        private static readonly Dictionary<string, T> Values =
            Enum.GetValues<T>().ToDictionary(
                value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), StringComparer.OrdinalIgnoreCase);

        private static readonly Dictionary<T, string> Words = Values.ToDictionary(word => word.Value, word => word.Key);

        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Values.TryGetValue(reader.GetString()!, out var value)
                ? value
                : throw new JsonException($"one of {string.Join(", ", Values.Keys)} was expected");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(
                Words.TryGetValue(value, out var word) ? word : throw new JsonException($"{value} is no {typeof(T).Name}"));
    }

    private sealed class NumberOrNull : JsonConverter<double>
    {
        public override bool HandleNull => true;

        public override double Read(
            ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => reader.TokenType switch
            {
                JsonTokenType.Null => double.NaN,
                JsonTokenType.Number => reader.GetDouble() is var number && double.IsFinite(number)
                    ? number
                    : throw new JsonException($"a number within ±{double.MaxValue:0.#e0} was expected"),
                _ => throw new JsonException($"a number was expected where there is a {reader.TokenType}"),
            };

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }
    }
}
