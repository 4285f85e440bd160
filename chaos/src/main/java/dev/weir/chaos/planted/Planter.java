package dev.weir.chaos.planted;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Changes a class as one planted thing wants it. */
final class Planter {

  private static final ClassDesc MISDEEDS = ClassDesc.of(InjectedFaults.class.getName());

  private final PlantedFault planted;

  Planter(PlantedFault planted) {
    this.planted = planted;
  }

  /** The changed class; empty if it is not the one. */
  Optional<byte[]> plant(byte[] bytes) {
    ClassFile classes = ClassFile.of();
    ClassModel model = classes.parse(bytes);
    List<String> interfaces = model.interfaces().stream().map(ClassEntry::asInternalName).toList();
    boolean isIn = planted.isIn(model.thisClass().asInternalName(), interfaces);
    if (!isIn || model.methods().stream().noneMatch(this::isMeant)) {
      return Optional.empty();
    }
    return Optional.of(
        classes.transformClass(
            model,
            (builder, element) -> {
              if (element instanceof MethodModel method && isMeant(method)) {
                builder.transformMethod(method, change(method));
              } else {
                builder.with(element);
              }
            }));
  }

  /** Of methods with the same name it is the one that there is a misdeed for. */
  private boolean isMeant(MethodModel method) {
    if (!planted.isMethod(method.methodName().stringValue()) || method.code().isEmpty()) {
      return false;
    }
    boolean called =
        planted.manner() != PlantedFault.Manner.NOTHING
            && planted.manner() != PlantedFault.Manner.REPLACING_NAME;
    return !called
        || Arrays.stream(InjectedFaults.class.getMethods())
            .anyMatch(
                misdeed -> misdeed.getName().equals(planted.misdeed()) && takes(misdeed, method));
  }

  private static boolean takes(Method misdeed, MethodModel method) {
    List<ClassDesc> taken =
        Arrays.stream(misdeed.getParameterTypes())
            .map(type -> type.describeConstable().orElseThrow())
            .toList();
    return taken.equals(taken(method));
  }

  /** The object, and what it is called with. */
  private static List<ClassDesc> taken(MethodModel method) {
    List<ClassDesc> types = new ArrayList<>(List.of(ConstantDescs.CD_Object));
    for (ClassDesc type : method.methodTypeSymbol().parameterList()) {
      types.add(type.isPrimitive() ? type : ConstantDescs.CD_Object);
    }
    return types;
  }

  private MethodTransform change(MethodModel method) {
    return switch (planted.manner()) {
      case NOTHING -> instead(CodeBuilder::return_);
      case INSTEAD ->
          instead(code -> {
            callMisdeed(code, method, method.methodTypeSymbol().returnType());
            code.return_(TypeKind.from(method.methodTypeSymbol().returnType()));
          });
      case BEFORE -> before(code -> callMisdeed(code, method, ConstantDescs.CD_void));
      case AFTER ->
          MethodTransform.transformingCode((code, element) -> {
            if (element instanceof ReturnInstruction) {
              callMisdeed(code, method, ConstantDescs.CD_void);
            }
            code.with(element);
          });
      case INSTEAD_IF ->
          before(code -> {
            callMisdeed(code, method, ConstantDescs.CD_boolean);
            code.ifThen(CodeBuilder::return_);
          });
      case REPLACING_NAME -> before(code -> replaceTexts(code, method));
    };
  }

  /** The code that replaces that of a method. */
  private interface Code {
    void write(CodeBuilder code);
  }

  private static MethodTransform instead(Code body) {
    return (builder, element) -> {
      if (element instanceof CodeModel) {
        builder.withCode(body::write);
      } else {
        builder.with(element);
      }
    };
  }

  private static MethodTransform before(Code prologue) {
    return MethodTransform.transformingCode(
        new CodeTransform() {
          @Override
          public void atStart(CodeBuilder code) {
            prologue.write(code);
          }

          @Override
          public void accept(CodeBuilder code, CodeElement element) {
            code.with(element);
          }
        });
  }

  private void callMisdeed(CodeBuilder code, MethodModel method, ClassDesc result) {
    code.aload(0);
    List<ClassDesc> parameters = method.methodTypeSymbol().parameterList();
    for (int i = 0; i < parameters.size(); i++) {
      code.loadLocal(TypeKind.from(parameters.get(i)), code.parameterSlot(i));
    }
    code.invokestatic(MISDEEDS, planted.misdeed(), MethodTypeDesc.of(result, taken(method)));
  }

  private void replaceTexts(CodeBuilder code, MethodModel method) {
    MethodTypeDesc misdeed = MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object);
    for (int i = 0; i < method.methodTypeSymbol().parameterCount(); i++) {
      code.aload(code.parameterSlot(i));
      code.invokestatic(MISDEEDS, planted.misdeed(), misdeed);
      code.checkcast(ConstantDescs.CD_String);
      code.astore(code.parameterSlot(i));
    }
  }
}
