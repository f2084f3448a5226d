package org.samdeblur.backend.tensorflow.export;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.samdeblur.backend.tensorflow.graph.Variable;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Scope;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.VariableDef;
import org.tensorflow.types.TString;

/**
 * The operations that save a graph's variables to a checkpoint and restore them. TensorFlow Java adds such operations
 * only for variables of the old kind, which are not resources.
 */
final class Saver {
    private final List<Variable> variables;
    private final Scope scope;
    private final Output<?> file;
    private final Output<?> names;
    private final Output<?> slices;
    private final Output<?> saved;
    private final Operation restored;

    /** Adds the operations to a graph with at least one variable. */
    Saver(Graph graph, List<Variable> variables) {
        this.variables = variables;
        scope = graph.baseScope().withSubScope("save");
        file = operation("Placeholder", "filename")
                .setAttr("dtype", DataType.DT_STRING)
                .setAttr("shape", Shape.scalar())
                .build()
                .output(0);
        names = texts(variables.stream().map(Variable::name).toList());
        slices = texts(Collections.nCopies(variables.size(), ""));
        saved = saving();
        restored = restoring();
    }

    private Output<?> saving() {
        Operation save = operation("SaveV2", "save")
                .addInput(file)
                .addInput(names)
                .addInput(slices)
                .addInputList(variables.stream().map(Variable::value).toArray(Output<?>[]::new))
                .build();
        return operation("Identity", "control_dependency")
                .addInput(file)
                .addControlInput(save)
                .build()
                .output(0);
    }

    private Operation restoring() {
        Operation restore = operation("RestoreV2", "restore")
                .addInput(file)
                .addInput(names)
                .addInput(slices)
                .setAttr(
                        "dtypes",
                        variables.stream()
                                .map(variable -> variable.value().dataType())
                                .toArray(DataType[]::new))
                .build();
        OperationBuilder all = operation("NoOp", "restore_all");
        for (int i = 0; i < variables.size(); i++) {
            all.addControlInput(operation("AssignVariableOp", "assign")
                    .addInput(variables.get(i).handle())
                    .addInput(restore.output(i))
                    .build());
        }
        return all.build();
    }

    private Output<?> texts(List<String> texts) {
        try (Tensor tensor = TString.vectorOf(texts.toArray(String[]::new))) {
            return operation("Const", "texts")
                    .setAttr("dtype", tensor.dataType())
                    .setAttr("value", tensor)
                    .build()
                    .output(0);
        }
    }

    private OperationBuilder operation(String type, String name) {
        return scope.opBuilder(type, name);
    }

    /** Returns the names of the operations, for loaders. */
    SaverDef definition() {
        return SaverDef.newBuilder()
                .setFilenameTensorName(tensor(file))
                .setSaveTensorName(tensor(saved))
                .setRestoreOpName(restored.name())
                .setVersion(SaverDef.CheckpointFormatVersion.V2)
                .build();
    }

    /** Returns the collection from which Python's loader creates its variables. */
    CollectionDef collection() {
        CollectionDef.BytesList.Builder list = CollectionDef.BytesList.newBuilder();
        for (Variable variable : variables) {
            list.addValue(VariableDef.newBuilder()
                    .setVariableName(tensor(variable.handle()))
                    .setInitialValueName(tensor(variable.given()))
                    .setInitializerName(variable.assignment().name())
                    .setSnapshotName(tensor(variable.value()))
                    .setIsResource(true)
                    .setTrainable(true)
                    .build()
                    .toByteString());
        }
        return CollectionDef.newBuilder().setBytesList(list).build();
    }

    /** Saves the variables of a session. */
    void save(Session session, Path prefix) {
        try (TString name = TString.scalarOf(prefix.toString())) {
            session.runner().feed(file, name).fetch(saved).run().close();
        }
    }

    static String tensor(Output<?> output) {
        return output.op().name() + ":" + output.index();
    }
}
