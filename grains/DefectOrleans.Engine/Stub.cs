#pragma warning disable
namespace DefectOrleans.Engine.Segvae.Expressions
{
public static class Simplification { public static Expression Simplify(Expression e) => e; }
}
