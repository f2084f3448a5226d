package org.samdeblur.backend.openvino.runtime;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of OpenVINO's C interface that this backend uses, with names in camel case: {@code ovCoreCreate} is
 * {@code ov_core_create}. A {@code long} size is a {@code size_t}, because OpenVINO has builds for 64-bit systems only.
 * A returned {@code int} is a status, 0 for success.
 */
interface CInterface extends Library {
    int ovGetOpenvinoVersion(Pointer version);

    void ovVersionFree(Pointer version);

    Pointer ovGetLastErrMsg();

    void ovFree(Pointer text);

    int ovCoreCreate(PointerByReference core);

    int ovCoreGetAvailableDevices(Pointer core, Pointer devices);

    void ovAvailableDevicesFree(Pointer devices);

    int ovCoreGetProperty(Pointer core, String device, String key, PointerByReference value);

    int ovCoreReadModelFromMemoryBuffer(
            Pointer core, Pointer bytes, long size, Pointer weights, PointerByReference model);

    /**
     * Compiles a model.
     *
     * @param arguments twice the number of properties
     * @param properties names and values, alternating
     */
    int ovCoreCompileModel(
            Pointer core,
            Pointer model,
            String device,
            long arguments,
            PointerByReference compiled,
            Object... properties);

    void ovModelFree(Pointer model);

    int ovModelReshapeByPortIndexes(Pointer model, long[] ports, Pointer shapes, long size);

    int ovCompiledModelInputByIndex(Pointer compiled, long index, PointerByReference port);

    int ovCompiledModelOutputByIndex(Pointer compiled, long index, PointerByReference port);

    int ovCompiledModelCreateInferRequest(Pointer compiled, PointerByReference request);

    void ovCompiledModelFree(Pointer compiled);

    int ovPortGetElementType(Pointer port, IntByReference type);

    int ovConstPortGetShape(Pointer port, Pointer shape);

    void ovOutputConstPortFree(Pointer port);

    void ovShapeFree(Pointer shape);

    int ovTensorCreateFromHostPtr(int type, NativeShape shape, Pointer data, PointerByReference tensor);

    int ovTensorGetShape(Pointer tensor, Pointer shape);

    int ovTensorData(Pointer tensor, PointerByReference data);

    void ovTensorFree(Pointer tensor);

    int ovInferRequestSetInputTensorByIndex(Pointer request, long index, Pointer tensor);

    int ovInferRequestSetOutputTensorByIndex(Pointer request, long index, Pointer tensor);

    int ovInferRequestGetOutputTensorByIndex(Pointer request, long index, PointerByReference tensor);

    int ovInferRequestInfer(Pointer request);

    int ovInferRequestCancel(Pointer request);

    void ovInferRequestFree(Pointer request);
}
