namespace DefectOrleans.Contracts;

/// <summary>What kind of fault a call met.</summary>
public enum ServiceFault
{
    /// <summary>The request is wrong; the message says where and what was expected.</summary>
    Invalid,

    /// <summary>No book or campaign of that id.</summary>
    NotFound,

    /// <summary>It does not go with what there is already.</summary>
    Conflict,

    /// <summary>More than one call may ask for.</summary>
    TooLarge,

    /// <summary>No key, or one that is not known.</summary>
    Unauthorized,

    /// <summary>A key that may not do this.</summary>
    Forbidden,

    /// <summary>This service does not do that.</summary>
    NotSupported,

    /// <summary>More calls than can be answered; try later.</summary>
    Busy,

    /// <summary>Nobody is there to answer; try later.</summary>
    Unavailable,
}

/// <summary>A fault that the caller can do something about, told for people.</summary>
public sealed class DefectServiceException : Exception
{
    /// <summary>Makes the fault.</summary>
    public DefectServiceException(ServiceFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>What kind of fault.</summary>
    public ServiceFault Fault { get; }
}
