using System.Collections.Immutable;

namespace DefectOrleans.Engine.Segvae.Expressions;

/// <summary>
/// A formula: tokens in prefix order without <see cref="Token.End"/>, and the values of its
/// <see cref="Token.Constant"/> tokens in order of appearance.
/// </summary>
public sealed record Expression(ImmutableArray<byte> Tokens, ImmutableArray<double> Constants);
