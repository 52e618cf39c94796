#pragma warning disable
namespace DefectOrleans.Engine.Segvae.Expressions
{
public static class Simplification { public static Expression Simplify(Expression e) => e; }
public static class FormulaText { 
 public static Expression Parse(string t, string[] n) => throw new NotImplementedException();
 public static string Print(Expression e, string[] names, int digits = 17) {
   var i=0; var c=0;
   string P() { var t=e.Tokens[i++]; if (t==Token.Constant) return e.Constants[c++].ToString("G5"); if (Token.IsVariable(t)) return names[t-Token.Variable]; if (Token.Arity(t)==0) return Literal.Value(t).ToString();
     if (Token.Arity(t)==1) { var n=t switch {6=>"sqrt",7=>"sin",8=>"cos",9=>"sq",10=>"log",_=>"exp"}; return n+"("+P()+")"; }
     var a=P(); var b=P(); return "("+a+" "+"?+-*/^"[t]+" "+b+")"; }
   return P(); }
}
}
