namespace DefectOrleans.Contracts;

/// <summary>A way to write messages into the bodies of requests and answers. Safe for use by several threads.</summary>
public interface IBodyFormat
{
    /// <summary>Its media type, such as <c>application/json</c>.</summary>
    string MediaType { get; }

    /// <summary>Reads a message.</summary>
    /// <exception cref="InvalidDataException">The body is no such message; the message says where, if that is known.</exception>
    ValueTask<T> Read<T>(Stream body, CancellationToken cancellation);

    /// <summary>Writes a message.</summary>
    ValueTask Write<T>(Stream body, T message, CancellationToken cancellation);
}
